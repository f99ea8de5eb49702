import type { City } from '../model/city.js';
import { RequestType } from '../model/codes.js';
import { EXAMPLES } from './examples/examples.js';
import { score, type Hits } from './lexicon.js';
import { learnLikeness, type Likeness } from './likeness.js';
import { isToUs, speechActs } from './speech-act.js';
import type { Scored } from './understanding.js';

/** A type with how sure we are of it (0–1), as measured on labelled sentences. */
export type Guess = Scored<RequestType> & { confidence: number };

export interface Classification {
  /** Absent when not sure: below `SURE`. */
  type?: Guess;
  /** The likeliest type from `LIKELY` on: for people to look at, not to act on. */
  likelyType?: Guess;
  category?: Scored<string>;
  hotline?: Scored<string>;
}

/** From this confidence on a type is taken; measured in docs/decisions/0019. */
export const SURE = 0.6;
/** Without any sign a text may resemble examples by its subject alone: "那块空地的事". */
const SURE_ALONE = 0.9;
/** Below it a guess is not worth showing; at it about 85 of 100 are right (docs/decisions/0019). */
export const LIKELY = 0.3;

/**
 * Type, category and hotline by the signs of the lexicon and by what the citizen does with the words;
 * below the thresholds there is no answer, because a wrong unit costs the citizen more than one question.
 */
export function createClassify(
  city: City,
  examples: ReadonlyMap<RequestType, readonly string[]> = EXAMPLES,
): (hits: Hits, text: string) => Classification {
  const likeness = learnLikeness(examples);
  const hotlineOf = defaultHotlines(city);
  const mentionOf = createMention(city);
  const codes = Object.keys(city.lexicon.categories);
  const parents = new Set(city.categories.map(({ parent }) => parent));
  const leaves = codes.filter((code) => !parents.has(code));

  return (hits, text) => {
    const guess = guessType(hits, text, likeness);
    const category = bestCategory(leaves, hits, city.lexicon.threshold);
    // "这事是不是归交警管": a branch by its authority's name has a line, but is no category to handle.
    const branch = category ?? bestCategory(codes, hits, city.lexicon.threshold);
    const byBranch = branch && hotlineOf.get(branch.value);
    const line = branch && byBranch ? { ...branch, value: byBranch } : undefined;
    const mention = mentionOf(text);
    const said = mention && { value: mention.id, score: city.lexicon.threshold, reasons: [mention.word] };
    return {
      type: guess && isSure(guess) ? guess : undefined,
      likelyType: guess && guess.confidence >= LIKELY ? guess : undefined,
      category,
      hotline: mention?.isTold === false ? said : (line ?? (category ? undefined : said)),
    };
  };
}

/** The likeliest type, however unsure; undefined when nothing in the text speaks for any. */
export function guessType(hits: Hits, text: string, likeness: Likeness<RequestType>): Guess | undefined {
  if (isToUs(text)) return undefined;
  const acts = speechActs(hits, text, (list) => score(list).score);
  const alike = likeness(text);
  const ranked = ORDER.map((value) => ({
    value,
    score: (acts.get(value)?.score ?? 0) + LIKENESS * (alike.get(value) ?? 0),
    reasons: acts.get(value)?.reasons ?? [],
  }))
    // On a tie the earlier of the code table stands.
    .sort((a, b) => b.score - a.score);
  const [top, second] = ranked;
  if (top === undefined || second === undefined) return undefined;
  if (acts.size === 0 && text.length < TELLING) return undefined;
  return {
    ...top,
    score: Math.round(top.score * 100) / 100,
    confidence: confidenceOf(top.score - second.score, (acts.get(top.value)?.score ?? 0) > 0),
  };
}

const isSure = ({ confidence, reasons }: Guess): boolean =>
  confidence >= (reasons.length > 0 ? SURE : SURE_ALONE);

/** Shorter than this and without a sign, a text tells of nothing: "盐都区", "解放南路112号". */
const TELLING = 10;
/** What likeness to the examples weighs beside a sign; measured on sentences of another writer: little differs from 0.5 to 1.2. */
const LIKENESS = 0.8;

const ORDER = RequestType.options;

/**
 * How often a guess with this lead on the second is right: logistic curves fitted by cross-validation on
 * sentences that no sign was written for. A guess by likeness alone needs a longer lead.
 */
function confidenceOf(lead: number, hasSign: boolean): number {
  const odds = hasSign ? -0.3 + 1.2 * lead : -0.9 + 0.8 * lead;
  return Math.round(100 / (1 + Math.exp(-odds))) / 100;
}

function bestCategory(codes: readonly string[], hits: Hits, threshold: number): Scored<string> | undefined {
  let top: Scored<string> | undefined;
  for (const value of codes) {
    const found = hits.get(`category:${value}`);
    if (found === undefined) continue;
    const scored = score(found);
    // On a tie the earlier one stands: the lexicon lists what is more specific first.
    if (scored.score >= threshold && (top === undefined || scored.score > top.score))
      top = { value, ...scored };
  }
  return top;
}

interface Mention {
  id: string;
  word: string;
  /** "打过12315没人管" tells of a call; "帮我转12315" wants one. */
  isTold: boolean;
}

const TOLD_BEFORE =
  /(?:打|拨|找|问|拨打|反映|投诉|举报|联系)(?:了|过|通了?|给|到|的)+(?:你们)?$|(?:已经?|也|都|之前|上次|多次|一直|经常)(?:打|拨打?|找|问)$/;
const TOLD_AFTER =
  /^(?:热线|电话)?(?:说|讲|答复|回复|让|叫|推|不管|没人|了|[一二两三四五六几\d]+[次遍回]|好几|都)/;

/** A line named by its number. An emergency line is never taken from a number: 119元, 110平方. */
function createMention(city: City): (text: string) => Mention | undefined {
  const lines = city.hotlines.filter(({ mode }) => mode !== 'emergency');
  const byDial = new Map(lines.map(({ dial, id }) => [dial, id]));
  const dial = new RegExp(
    `(?<![\\d.])(?:${[...byDial.keys()].join('|') || '(?!)'})(?![\\d.]|元|块|平|米|分|室|号楼|栋)`,
  );
  return (text) => {
    const match = dial.exec(text);
    const id = byDial.get(match?.[0] ?? '');
    if (match === null || id === undefined) return undefined;
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 8);
    const isTold =
      TOLD_BEFORE.test(text.slice(Math.max(0, match.index - 8), match.index)) || TOLD_AFTER.test(after);
    return { id, word: match[0], isTold };
  };
}

/** Each category's hotline, or that of the nearest branch above it which has one. */
function defaultHotlines(city: City): Map<string, string> {
  const byCode = new Map(city.categories.map((category) => [category.code, category]));
  const result = new Map<string, string>();
  for (const category of city.categories) {
    let current: typeof category | undefined = category;
    while (current !== undefined && current.hotline === undefined) {
      current = current.parent === undefined ? undefined : byCode.get(current.parent);
    }
    if (current?.hotline !== undefined) result.set(category.code, current.hotline);
  }
  return result;
}
