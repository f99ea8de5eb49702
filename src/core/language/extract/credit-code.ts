import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';

/** GB 32100-2015: the signs in the order of their values, and the weights of the first seventeen. */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const CODE =
  /(?<![\da-z])[1-9a-hj-np-y][\da-hj-np-rtuw-y](?: ?\d){6}(?: ?[\da-hj-np-rtuw-y]){10}(?![\da-z])/gi;
const CUE = /(?:信用代码|税号|机构代码|纳税人识别号)[^,。;!?\n]{0,6}$/;

/** Unified social credit codes of companies and offices; below 0.5 when the check sign is wrong. */
export function creditCodes(text: string, taken: Span[]): Found<string>[] {
  const found: Found<string>[] = [];
  const mask = new Mask(text, taken);
  for (const match of text.matchAll(CODE)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (mask.touches(span)) continue;
    const value = match[0].replace(/ /g, '').toUpperCase();
    const cued = CUE.test(text.slice(Math.max(0, span.start - 14), span.start));
    // One number in 31 has a right check sign by chance: digits alone need the word.
    if (!cued && !/[A-Z]/.test(value)) continue;
    const right = checkSign(value) === value.charAt(17);
    if (right) found.push({ value, confidence: 0.98, span });
    else if (cued || /^[159]1/.test(value)) found.push({ value, confidence: 0.4, span });
  }
  return found.sort((a, b) => b.confidence - a.confidence);
}

function checkSign(value: string): string {
  const sum = WEIGHTS.reduce(
    (total, weight, index) => total + weight * SIGNS.indexOf(value.charAt(index)),
    0,
  );
  return SIGNS.charAt((31 - (sum % 31)) % 31);
}
