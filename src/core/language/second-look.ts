import type { City } from '../model/city.js';
import { RefusalReason } from '../model/codes.js';
import { createJudge } from './learned/judge.js';
import kinds from './learned/kinds.json' with { type: 'json' };
import numbers from './learned/numbers.json' with { type: 'json' };
import reasons from './learned/reasons.json' with { type: 'json' };
import type { Danger, Refusal, Sealed } from './understanding.js';

/** What was seen at first sight, by signs and situations. */
export interface FirstSight {
  danger?: Danger;
  sealed?: Sealed;
  refusal?: Refusal;
  /** It resembles nothing but insults; never acted on. */
  abusive?: true;
  /** A place of this city was named: then the matter is no other city's. */
  isLocal?: boolean;
}

/**
 * What a sign weighs beside the likelihood of what was learned, and what is added for a danger: a missed one
 * costs a life, a needless word about a number a moment. Measured by leaving out the sentences of each writer in
 * turn (docs/decisions/0026).
 */
const SIGN = 1;
/** Of a short text too little was learned for it to outweigh a sign: "有人往河里跳了". */
const SIGN_OF_SHORT = 4;
const FEW = 14;
const DANGER_FIRST = 0.2;
/** What is added for a refusal and for what must not be stored: writers tell of them in many ways. */
const OTHER_FIRST = 0.3;
/** From this likelihood on, a danger without any sign is one; below, it only may be one. */
const SURE = 0.8;
/** Fewer signs than this are an answer or a greeting, and resemble anything. */
const LEAST = 4;
/** Of a text shorter than this only what is likely is believed. */
const SHORT = 6;
const LIKELY_OF_SHORT = 0.7;
/** A bubble this short is often a piece of something ("堵了 往外冒"): what only resembles never interrupts. */
const PIECE = 8;
/** In a longer text the signs stand anywhere, and what was learned reads only its beginning. */
const LONGEST = 160;

/** What a message may be before it is anything else. */
const KINDS = [
  'none',
  'emergency',
  'selfharm',
  'threat',
  'discipline',
  'secret',
  'refusal',
  'abuse',
] as const;
type Kind = (typeof KINDS)[number];
const OTHERS: ReadonlySet<Kind> = new Set<Kind>(['discipline', 'secret', 'refusal', 'abuse']);
const DANGERS: ReadonlySet<Kind> = new Set<Kind>(['emergency', 'selfharm', 'threat']);

/**
 * Looks again at a message with what was learned from labelled sentences: "他把我锁在屋里不让走" has no word of
 * danger in it, "气得我要爆炸" has one and is none. Signs and likelihood decide together; what only
 * resembles is marked `unsure`.
 */
export function createSecondLook(city: City): (seen: FirstSight, text: string) => FirstSight {
  const kindsOf = createJudge(kinds, KINDS);
  const numbersOf = createJudge(numbers, ['110', '119', '120', '122']);
  const reasonsOf = createJudge(reasons, RefusalReason.options);

  return (seen, text) => {
    const length = readableLength(text);
    if (length < LEAST) return seen;
    const likely = kindsOf(text);
    const sign = kindOf(seen);
    const kind = decide(likely, sign, length < FEW ? SIGN_OF_SHORT : SIGN);
    if (kind === sign || (sign !== 'none' && text.length > LONGEST)) return seen;
    if (length < SHORT && (likely.get(kind) ?? 0) < LIKELY_OF_SHORT) return seen;
    const { isLocal } = seen;
    const found: FirstSight = { isLocal };
    const unsure = dangerOf(likely) < SURE || length < PIECE;
    switch (kind) {
      case 'emergency':
        return { ...found, danger: danger('unnamed', [top(numbersOf(text))], unsure) };
      case 'selfharm':
        return { ...found, danger: danger('suicide', linesOf(city.lexicon.danger, 'suicide'), unsure) };
      case 'threat':
        return { ...found, danger: danger('threat', linesOf(city.lexicon.danger, 'threat'), unsure) };
      case 'discipline':
        return { ...found, sealed: sealed('discipline', linesOf(city.lexicon.sealed, 'discipline')) };
      case 'secret':
        return { ...found, sealed: sealed('state-secret', linesOf(city.lexicon.sealed, 'state-secret')) };
      case 'refusal':
        // No labelled sentence tells of a matter for prosecutors: there the signs stand.
        if (seen.sealed?.id === 'prosecution') return seen;
        return { ...found, refusal: seen.refusal ?? refusal(city, top(reasonsOf(text)), seen) };
      case 'abuse':
        return { ...found, abusive: true };
      case 'none':
        return found;
    }
  };
}

/**
 * The dangers together are weighed against each of the others, because "emergency or despair" is no doubt about
 * danger; only then one of them is chosen.
 */
function decide(likely: Map<Kind, number>, sign: Kind, weight: number): Kind {
  const scores = new Map(
    [...likely].map(([kind, share]): [Kind, number] => [
      kind,
      (share + 1e-9) *
        Math.exp((kind === sign && kind !== 'none' ? weight : 0) + (OTHERS.has(kind) ? OTHER_FIRST : 0)),
    ]),
  );
  const others = new Map([...scores].filter(([kind]) => !DANGERS.has(kind)));
  const other = top(others);
  return dangerOf(scores) * Math.exp(DANGER_FIRST) > (others.get(other) ?? 0)
    ? top(new Map([...scores].filter(([kind]) => DANGERS.has(kind))))
    : other;
}

const dangerOf = (shares: ReadonlyMap<Kind, number>): number =>
  [...DANGERS].reduce((sum, danger) => sum + (shares.get(danger) ?? 0), 0);

/** What the signs say. */
function kindOf({ danger, sealed, refusal }: FirstSight): Kind {
  if (danger) {
    if (danger.id === 'suicide') return 'selfharm';
    return danger.id.startsWith('threat') ? 'threat' : 'emergency';
  }
  if (sealed) return sealed.id === 'state-secret' ? 'secret' : 'discipline';
  return refusal ? 'refusal' : 'none';
}

/** A judge knows at least two classes, so there is always a likeliest. */
function top<T>(scores: ReadonlyMap<T, number>): T {
  const [[first] = [], ...others] = [...scores].sort(([, a], [, b]) => b - a);
  if (first === undefined) throw new RangeError(`Nothing to choose from among ${others.length}.`);
  return first;
}

/** Chinese characters, or words of English. */
function readableLength(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han > 0 ? han : (text.match(/[a-z']{2,}/gi)?.length ?? 0);
}

const danger = (id: string, hotlines: string[], unsure: boolean): Danger => ({
  id,
  hotlines,
  score: 0,
  reasons: [],
  cannotSpeak: false,
  ...(unsure ? { unsure } : {}),
});

const sealed = (id: Sealed['id'], hotlines: string[]): Sealed => ({
  id,
  hotlines,
  score: 0,
  reasons: [],
  unsure: true,
});

function refusal(city: City, reason: RefusalReason, { isLocal }: FirstSight): Refusal | undefined {
  if (isLocal && reason === 'N01') return undefined;
  const group = city.lexicon.refusals.find((candidate) => candidate.reason === reason);
  if (group === undefined) return undefined;
  const { id, hotlines } = group;
  return { id, reason: group.reason, hotlines, score: 0, reasons: [], unsure: true };
}

function linesOf(groups: readonly { id: string; hotlines: string[] }[], id: string): string[] {
  return groups.find((group) => group.id === id)?.hotlines ?? [];
}
