import type { City } from '../model/city.js';
import type { RefusalReason } from '../model/codes.js';
import { EXAMPLES } from './examples/examples.js';
import { EMERGENCIES, REFUSALS, TRIAGE_EXAMPLES, type TriageClass } from './examples/triage/examples.js';
import { notOrdinary } from './examples/triage/not-ordinary.js';
import { learnLikeness, type Likeness } from './likeness.js';
import { normalise } from './normalise.js';
import type { Danger, Refusal, Sealed } from './understanding.js';

/** What was seen at first sight, by signs and situations. */
export interface FirstSight {
  danger?: Danger;
  sealed?: Sealed;
  refusal?: Refusal;
  /** A place of this city was named: then the matter is no other city's. */
  isLocal?: boolean;
}

/** A sign weighs so much beside likeness; measured on sentences nobody had tuned on. */
const SIGN = 3;
/** That no sign was seen speaks for an ordinary matter, but signs hear only what they list. */
const NO_SIGN = 1;
/** A missed danger costs a life, a needless word about a number a moment. */
const DANGER_FIRST = 0.5;
/** Fewer Chinese characters than this are an answer or a greeting, and resemble anything. */
const LEAST = 6;

/**
 * Looks again at a message in which no sign was seen, by its likeness to sentences of the same kind:
 * "他把我锁在屋里不让走" has no word of danger in it. What is found only so is marked `unsure`; what signs
 * have seen always stands.
 */
export function createSecondLook(city: City): (seen: FirstSight, text: string) => FirstSight {
  const kinds = learn(withOrdinary());
  const numbers = learn(EMERGENCIES);
  const reasons = learn(REFUSALS);

  return (seen, text) => {
    if (seen.danger || seen.sealed || !isReadable(text)) return seen;
    switch (likeliest(kinds(text), seen)) {
      case 'emergency': {
        const [number] = top(numbers(text)) ?? [];
        return number === undefined ? seen : { ...seen, danger: danger('unnamed', [number]) };
      }
      case 'selfHarm':
        return { ...seen, danger: danger('suicide', linesOf(city.lexicon.danger, 'suicide')) };
      case 'threat':
        return { ...seen, danger: danger('threat', linesOf(city.lexicon.danger, 'threat')) };
      case 'discipline':
        return { ...seen, sealed: sealed('discipline', linesOf(city.lexicon.sealed, 'discipline')) };
      case 'secret':
        return { ...seen, sealed: sealed('state-secret', linesOf(city.lexicon.sealed, 'state-secret')) };
      case 'refusal':
        return { ...seen, refusal: seen.refusal ?? refusal(city, reasons(text), seen) };
      case 'abuse':
      case 'none':
        return seen;
    }
  };
}

/** Ordinary matters are what people write most, so the examples of types stand for them. */
function withOrdinary(): Map<TriageClass, readonly string[]> {
  const excluded = new Set(notOrdinary);
  const ordinary = [...EXAMPLES.values()].flat().filter((text) => !excluded.has(text));
  return new Map(TRIAGE_EXAMPLES).set('none', [...(TRIAGE_EXAMPLES.get('none') ?? []), ...ordinary]);
}

function learn<T extends string>(examples: ReadonlyMap<T, readonly string[]>): Likeness<T> {
  return learnLikeness(
    new Map([...examples].map(([key, texts]) => [key, texts.map((text) => normalise(text).text)])),
  );
}

const DANGERS: ReadonlySet<TriageClass> = new Set<TriageClass>(['emergency', 'selfHarm', 'threat']);

function likeliest(alike: Map<TriageClass, number>, { refusal }: FirstSight): TriageClass {
  const sign: TriageClass = refusal ? 'refusal' : 'none';
  const scores = [...alike].map(([kind, score]): [TriageClass, number] => [
    kind,
    score + (kind === sign ? (kind === 'none' ? NO_SIGN : SIGN) : 0) + (DANGERS.has(kind) ? DANGER_FIRST : 0),
  ]);
  return top(new Map(scores))?.[0] ?? 'none';
}

function top<T>(scores: Map<T, number>): [T, number] | undefined {
  return [...scores].reduce<[T, number] | undefined>(
    (best, one) => (best === undefined || one[1] > best[1] ? one : best),
    undefined,
  );
}

/** The examples are Chinese: of English they know a few words only, and would see danger in any. */
function isReadable(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  return han >= LEAST && han > latin;
}

const danger = (id: string, hotlines: string[]): Danger => ({
  id,
  hotlines,
  score: 0,
  reasons: [],
  cannotSpeak: false,
  unsure: true,
});

const sealed = (id: Sealed['id'], hotlines: string[]): Sealed => ({
  id,
  hotlines,
  score: 0,
  reasons: [],
  unsure: true,
});

function refusal(
  city: City,
  reasons: Map<RefusalReason, number>,
  { isLocal }: FirstSight,
): Refusal | undefined {
  const [reason] = top(reasons) ?? [];
  if (isLocal && reason === 'N01') return undefined;
  const group = city.lexicon.refusals.find((candidate) => candidate.reason === reason);
  if (group === undefined) return undefined;
  const { id, hotlines } = group;
  return { id, reason: group.reason, hotlines, score: 0, reasons: [], unsure: true };
}

function linesOf(groups: readonly { id: string; hotlines: string[] }[], id: string): string[] {
  return groups.find((group) => group.id === id)?.hotlines ?? [];
}
