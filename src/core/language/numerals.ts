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

const POWERS: Record<string, number> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
  k: 1000,
  万: 10_000,
  w: 10_000,
  亿: 100_000_000,
};
const FORMAL: Record<string, string> = {
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
};

/** Characters a quantity may be written with, for use inside a character class with the flag i. */
export const QUANTITY = '\\d,.零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟kw';

/**
 * "1.2万", "3万5", "两千三百", "一万二", "12,800", "2w5" as a number: a last digit without its unit counts
 * in tenths of the unit before it, as people say it. Undefined when the signs make no number.
 */
export function quantity(text: string): number | undefined {
  const signs = text.toLowerCase().replace(/[壹贰叁肆伍陆柒捌玖]/g, (sign) => FORMAL[sign] ?? sign);
  if (/^\d+(?:\.\d+)?$/.test(signs)) return Number(signs);
  if (/,/.test(signs) && !/^\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)/.test(signs)) return undefined;
  let total = 0;
  let section = 0;
  let last = 1;
  let zero = false;
  let position = 0;
  let said: number | undefined;
  const parts =
    signs.replaceAll(',', '').match(/\d+(?:\.\d+)?|[零〇一二两三四五六七八九十拾百佰千仟k万w亿]|./gu) ?? [];
  for (const part of parts) {
    position++;
    const power = POWERS[part];
    if (power === undefined) {
      const digit = /^\d/.test(part) ? Number(part) : DIGITS[part];
      if (digit === undefined || said !== undefined) return undefined;
      if (digit === 0 && position > 1) zero = true;
      else said = digit;
    } else if (power >= 10_000) {
      total = (total + section + (said ?? 0)) * power;
      if (total === 0) return undefined;
      [section, said, last, zero] = [0, undefined, power, false];
    } else {
      if (said === undefined && (power !== 10 || position > 1)) return undefined;
      section += (said ?? 1) * power;
      [said, last, zero] = [undefined, power, false];
    }
  }
  if (position === 0) return undefined;
  const tail = said === undefined ? 0 : said < 10 && last >= 100 && !zero ? said * (last / 10) : said;
  return total + section + tail;
}
