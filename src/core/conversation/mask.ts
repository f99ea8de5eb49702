import { creditCodes } from '../language/extract/credit-code.js';
import { idNumbers } from '../language/extract/id-number.js';
import { plates } from '../language/extract/plate.js';
import { normalise } from '../language/normalise.js';

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
  return maskIdentifiers(text)
    .replace(MOBILE, maskDigits)
    .replace(LONG_NUMBER, (run) => {
      const digits = run.replace(/[\s.\-—]/g, '');
      return digits.length < 8 || DATE.test(run) ? run : maskDigits(digits);
    })
    .replace(SPELT_NUMBER, maskDigits);
}

/** First, so that a room number before it does not count as its beginning. */
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
const LONG_NUMBER = /(?<![A-Za-z0-9])\d(?:[\s.\-—]?\d){6,18}[Xx]?(?!\d)/g;
const DATE = /^(?:19|20)\d{2}[\s.\-—]?(?:0?[1-9]|1[0-2])[\s.\-—]?(?:0?[1-9]|[12]\d|3[01])$/;
/** "一三八一二三四五六七八", also with a digit in between. */
const SPELT_NUMBER = /(?=[\d零〇]*[一二三四五六七八九幺])[零〇一二三四五六七八九幺\d]{10,18}/g;
/** ID numbers, credit codes and plates as they are understood, the doubtful ones too. */
function maskIdentifiers(text: string): string {
  const normal = normalise(text);
  const cards = idNumbers(normal.text);
  const codes = creditCodes(
    normal.text,
    cards.map(({ span }) => span),
  );
  const taken = [...cards, ...codes].map(({ span }) => span);
  const cuts = [
    ...taken.map((span) => ({ span, mask: maskDigits })),
    ...plates(normal.text, taken).map(({ span }) => ({ span, mask: maskPlate })),
  ];
  return cuts
    .map(({ span, mask }) => ({ ...normal.toOriginal(span), mask }))
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (rest, { start, end, mask }) =>
        `${rest.slice(0, start)}${mask(rest.slice(start, end).replace(/[\s.\-—·•:_]/g, ''))}${rest.slice(end)}`,
      text,
    );
}

const maskPlate = (plate: string): string => `${plate.slice(0, 2)}***${plate.slice(-2)}`;
