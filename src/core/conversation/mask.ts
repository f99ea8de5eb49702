/** "13812345678" → "138****5678": enough to recognise one's own number, not enough to call it. */
export function maskDigits(digits: string): string {
  if (digits.length < 7) return digits;
  const head = digits.slice(0, 3);
  const tail = digits.slice(-4);
  return `${head}${'*'.repeat(digits.length - 7)}${tail}`;
}

/**
 * Masks long numbers and number plates in a text that is repeated to the citizen: a conversation may be
 * read over a shoulder or on a shared telephone. Ticket numbers carry letters before the digits and stay
 * readable, and so do dates.
 */
export function maskNumbers(text: string): string {
  return text
    .replace(MOBILE, maskDigits)
    .replace(LONG_NUMBER, (run) => {
      const digits = run.replace(/[\s.\-—]/g, '');
      return digits.length < 8 || DATE.test(run) ? run : maskDigits(digits);
    })
    .replace(SPELT_NUMBER, maskDigits)
    .replace(PLATE, (plate) => `${plate.slice(0, 2)}***${plate.slice(-2)}`);
}

/** First, so that a room number before it does not count as its beginning. */
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
const LONG_NUMBER = /(?<![A-Za-z0-9])\d(?:[\s.\-—]?\d){6,18}[Xx]?(?!\d)/g;
const DATE = /^(?:19|20)\d{2}[\s.\-—]?(?:0?[1-9]|1[0-2])[\s.\-—]?(?:0?[1-9]|[12]\d|3[01])$/;
/** "一三八一二三四五六七八", also with a digit in between. */
const SPELT_NUMBER = /(?=[\d零〇]*[一二三四五六七八九幺])[零〇一二三四五六七八九幺\d]{10,18}/g;
/** Provinces' signs as on plates in use (GA 36). */
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-Za-z][\s·•.-]?[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳](?![A-Za-z0-9])/g;
