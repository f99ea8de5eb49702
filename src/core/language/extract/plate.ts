import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';

/** The provinces' signs of GA 36-2018, the letter of the issuing city, and what people put after it. */
const HEAD = /([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]) ?([a-z])[ .·•:_-]{0,2}/giu;
const SIGN = '[a-z\\d零〇一幺二三四五六七八九]';
/** The rest of a plate: at a stretch, in two groups, or sign by sign. */
const TAILS = [
  new RegExp(`^${SIGN}{4}(?:[警学挂港澳]|${SIGN}{1,2})(?![a-z\\d])`, 'iu'),
  new RegExp(`^(?:${SIGN}[ .·-]){4,5}${SIGN}(?![a-z\\d])`, 'iu'),
  new RegExp(`^${SIGN}{1,4}[ .·-]${SIGN}{1,4}(?![a-z\\d])`, 'iu'),
];
const NUMERALS = '零一二三四五六七八九';
/** GA 36-2018: five signs with at most two letters, never I or O; the last may be a word. */
const ORDINARY = /^(?=(?:\d*[A-Z]){0,2}\d*[警学挂港澳]?$)[A-HJ-NP-Z\d]{4}[A-HJ-NP-Z\d警学挂港澳]$/u;
/** The length of a plate, with digits enough that no word is meant. */
const LIKE_ISSUED = /^(?=(?:[A-Z]*\d){4})[A-Z\d]{6}$/;
/** Cars with a battery have six: the letter of the drive first (small cars) or last (large ones). */
const NEW_ENERGY = /^(?:[A-HJK][A-HJ-NP-Z\d]\d{4}|\d{5}[A-HJK])$/;

/** Plates of vehicles, "苏J12345"; below 0.5 when the signs make no plate that is issued. */
export function plates(text: string, taken: Span[]): Found<string>[] {
  const found: Found<string>[] = [];
  const mask = new Mask(text, taken);
  for (const head of text.matchAll(HEAD)) {
    const start = head.index + head[0].length;
    const rest = text.slice(start, start + 12);
    const read = TAILS.map((pattern) => pattern.exec(rest)?.[0])
      .flatMap((tail) => (tail === undefined ? [] : [{ tail, ...tailOf(tail) }]))
      .sort((a, b) => b.confidence - a.confidence)[0];
    if (read === undefined) continue;
    const span = { start: head.index, end: start + read.tail.length };
    if (mask.touches(span)) continue;
    const value = `${head[1] ?? ''}${(head[2] ?? '').toUpperCase()}${read.signs}`;
    found.push({ value, confidence: read.confidence, span });
  }
  return found.sort((a, b) => b.confidence - a.confidence);
}

function tailOf(tail: string): { signs: string; confidence: number } {
  const signs = tail
    .toUpperCase()
    .replace(/[ .·-]/g, '')
    .replace(/[〇一幺二三四五六七八九零]/g, (sign) =>
      sign === '〇' ? '0' : sign === '幺' ? '1' : String(NUMERALS.indexOf(sign)),
    );
  if (isIssued(signs)) return { signs, confidence: 0.97 };
  // No plate has I or O, so whoever writes them has seen 1 or 0.
  const mended = signs.replaceAll('O', '0').replaceAll('I', '1');
  if (isIssued(mended)) return { signs: mended, confidence: 0.7 };
  // Somebody saw a plate of the right length and misread or mistyped a sign: the rest still finds it.
  return LIKE_ISSUED.test(signs) ? { signs, confidence: 0.55 } : { signs, confidence: 0.3 };
}

const isIssued = (signs: string): boolean => ORDINARY.test(signs) || NEW_ENERGY.test(signs);
