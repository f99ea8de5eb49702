import type { Found } from '../understanding.js';

/** Eighteen signs, at a stretch or in groups. */
const EIGHTEEN = /(?<![\da-z])[1-9](?:[ -]?\d){16}[ -]?[\dx](?![\da-z])/gi;
/** The old form without century and check digit, which only a word tells from other numbers. */
const FIFTEEN = /(?<![\da-z])[1-9]\d{14}(?![\da-z])/gi;
const CUE = /(?:身份证|证件|公民身份)[^,。;!?\n]{0,8}$/;
/** GB 11643-1999: weights of the first seventeen digits, and the check sign by remainder. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Citizens' ID numbers; below 0.5 when the check digit is wrong: hidden like the right ones, not relied on. */
export function idNumbers(text: string): Found<string>[] {
  const found: Found<string>[] = [];
  const cued = (start: number) => CUE.test(text.slice(Math.max(0, start - 16), start));
  for (const match of text.matchAll(EIGHTEEN)) {
    const value = match[0].replace(/[ -]/g, '').toUpperCase();
    const span = { start: match.index, end: match.index + match[0].length };
    const right = isDay(value.slice(6, 14)) && checkSign(value) === value.charAt(17);
    if (right) found.push({ value, confidence: 0.99, span });
    else if (isDay(value.slice(6, 14)) || cued(span.start)) found.push({ value, confidence: 0.4, span });
  }
  for (const match of text.matchAll(FIFTEEN)) {
    if (!cued(match.index) || !isDay(`19${match[0].slice(6, 12)}`)) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    found.push({ value: match[0], confidence: 0.8, span });
  }
  return found.sort((a, b) => b.confidence - a.confidence);
}

function checkSign(value: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(value.charAt(index)), 0);
  return CHECKS.charAt(sum % 11);
}

/** "19900131" is a day of birth; the 31st of February is none. */
function isDay(digits: string): boolean {
  const [year, month, date] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number);
  if (year === undefined || month === undefined || date === undefined) return false;
  if (year < 1880 || year > 2100) return false;
  const day = new Date(Date.UTC(year, month - 1, date));
  return day.getUTCMonth() === month - 1 && day.getUTCDate() === date;
}
