import type { City } from '../model/city.js';
import { RequestType } from '../model/codes.js';
import { createJudge, type Judge, softmax } from './learned/judge.js';
import learned from './learned/types.json' with { type: 'json' };
import { score, type Hits } from './lexicon.js';
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
export function createClassify(city: City): (hits: Hits, text: string) => Classification {
  const typesOf = createJudge(learned, RequestType.options);
  const lineOf = createLine(city);
  const hotlineOf = defaultHotlines(city);
  const mentionOf = createMention(city);
  const codes = Object.keys(city.lexicon.categories);
  const parents = new Set(city.categories.map(({ parent }) => parent));
  const leaves = codes.filter((code) => !parents.has(code));

  return (hits, text) => {
    const guess = guessType(hits, text, typesOf);
    const category = bestCategory(leaves, hits, city.lexicon.threshold);
    // "这事是不是归交警管": a branch by its authority's name has a line, but is no category to handle.
    const branch = category ?? bestCategory(codes, hits, city.lexicon.threshold);
    const byBranch = branch && hotlineOf.get(branch.value);
    const line = branch && byBranch ? { ...branch, value: byBranch } : undefined;
    const mention = mentionOf(text);
    const said = mention && { value: mention.id, score: city.lexicon.threshold, reasons: [mention.word] };
    const signed = mention?.isTold === false ? said : (line ?? (category ? undefined : said));
    return {
      type: guess && isSure(guess) ? guess : undefined,
      likelyType: guess && guess.confidence >= LIKELY ? guess : undefined,
      category,
      hotline: mention?.isTold === false ? said : lineOf(text, signed, category !== undefined),
    };
  };
}

/** The likeliest type, however unsure; undefined when nothing in the text speaks for any. */
export function guessType(hits: Hits, text: string, typesOf: Judge<RequestType>): Guess | undefined {
  if (isToUs(text)) return undefined;
  const acts = speechActs(hits, text, (list) => score(list).score);
  if (acts.size === 0 && text.replace(/\d/g, '').length < TELLING) return undefined;
  const likely = [...typesOf(text)];
  const scores = likely.map(([type, share]) => Math.log(share + 1e-9) + ACT * (acts.get(type)?.score ?? 0));
  const shares = softmax(scores);
  const best = shares.indexOf(Math.max(...shares));
  const [value] = likely[best] ?? [];
  if (value === undefined) return undefined;
  return {
    value,
    score: Math.round((acts.get(value)?.score ?? 0) * 100) / 100,
    reasons: acts.get(value)?.reasons ?? [],
    confidence: Math.round((shares[best] ?? 0) * 100) / 100,
  };
}

const isSure = ({ confidence, reasons }: Guess): boolean =>
  confidence >= (reasons.length > 0 ? SURE : SURE_ALONE);

/** Shorter than this, numbers aside, and without a sign, a text tells of nothing: "盐都区", "解放南路112号". */
const TELLING = 10;
/** What an act of speech weighs beside the likelihood of what was learned; 0.2 to 1.3 differ little. */
const ACT = 0.7;

/** The line of a text: what the signs say and what was learned of this city's lines decide together. */
function createLine(
  city: City,
): (text: string, signed: Scored<string> | undefined, placed: boolean) => Scored<string> | undefined {
  if (city.learned === undefined) return (_, signed) => signed;
  const ids = city.hotlines.map(({ id }) => id);
  const linesOf = createJudge(city.learned.hotlines, [...new Set([...ids, MAIN])]);
  return (text, signed, placed) => {
    if (text.length < TELLING || !isChinese(text)) return signed;
    const bySigns = signed?.value ?? (placed ? MAIN : undefined);
    const ranked = [...linesOf(text)]
      .map(([id, share]): [string, number] => [id, Math.log(share + 1e-9) + (id === bySigns ? LINE : 0)])
      .sort(([, a], [, b]) => b - a);
    const [[value, level] = [MAIN, 0]] = ranked;
    if (value === signed?.value) return signed;
    if (value === MAIN) return undefined;
    // A wrong line costs the citizen a day: what only resembles is left to the people who dispatch.
    return Math.exp(level) >= LINE_LIKELY ? { value, score: 0, reasons: [] } : signed;
  };
}
/** Of other languages the labelled sentences know a few words only. */
const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
/** The matter is no line's own. */
const MAIN = '12345';
/** What a sign for a line weighs; measured as `ACT` was. */
const LINE = 2;
const LINE_LIKELY = 0.3;

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
