const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** Characters a number may be written with, for use inside a character class. */
export const NUMERAL = '\\d零〇一二两三四五六七八九十百千';

/** "12", "十二", "二十", "一百零五", "二〇二六" as a number; undefined when it is none. */
export function numeral(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '') return undefined;
  if (!/[十百千]/.test(text)) {
    let digits = '';
    for (const sign of text) {
      const digit = /\d/.test(sign) ? Number(sign) : DIGITS[sign];
      if (digit === undefined) return undefined;
      digits += digit;
    }
    return Number(digits);
  }
  let total = 0;
  let digit = -1;
  for (const sign of text) {
    const unit = UNITS[sign];
    if (unit !== undefined) {
      total += (digit < 0 ? 1 : digit) * unit;
      digit = -1;
    } else {
      const value = /\d/.test(sign) ? Number(sign) : DIGITS[sign];
      if (value === undefined) return undefined;
      digit = value;
    }
  }
  return total + Math.max(digit, 0);
}
