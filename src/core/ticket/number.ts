import type { Day } from '../deadline/zone.js';
import type { Randomness } from '../ports.js';

/**
 * 工单编号: two letters of the city, the day of acceptance, the source code of the channel, the day's
 * running number and one check digit: `YC20261123080000173`. The check digit follows Damm's scheme over
 * the 16 digits before it, which finds every single wrong digit and every swap of two neighbours, the
 * two mistakes people make when they copy or read out a number.
 */
export interface TicketNumberParts {
  /** Two capital letters, `CityProfile.ticketPrefix`. */
  prefix: string;
  /** Local day of acceptance. */
  day: Day;
  /** 诉求来源, two digits. */
  source: string;
  /** Running number within the day, 1–999999. */
  sequence: number;
}

/** What a text is when read as a ticket number. `mistyped` has the right shape but cannot exist. */
export type ParsedTicketNumber =
  | ({ type: 'ticket-number'; number: string } & TicketNumberParts)
  | { type: 'mistyped' }
  | { type: 'no-number' };

/**
 * Writes a ticket number.
 * @throws RangeError for parts that do not fit: a caller's mistake, or more than 999999 tickets in a day.
 */
export function formatTicketNumber({ prefix, day, source, sequence }: TicketNumberParts): string {
  if (!/^[A-Z]{2}$/.test(prefix))
    throw new RangeError(`Ticket prefix "${prefix}" is not two capital letters.`);
  if (!isDay(day)) throw new RangeError(`"${day}" is not a day as YYYY-MM-DD.`);
  if (!/^\d{2}$/.test(source)) throw new RangeError(`Source code "${source}" is not two digits.`);
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > 999_999) {
    throw new RangeError(`Sequence ${sequence} is outside 1–999999.`);
  }
  const digits = day.replaceAll('-', '') + source + String(sequence).padStart(6, '0');
  return prefix + digits + damm(digits);
}

/**
 * Reads a ticket number as people write it: spaces, hyphens, full-width characters and lower case are
 * forgiven. The text must be the number alone; finding it inside a sentence is the language part's work.
 */
export function parseTicketNumber(text: string): ParsedTicketNumber {
  const compact = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.·\u200b-\u200f\u2060\ufeff]/gu, '');
  const match = /^([A-Z]{2})(\d{4})(\d{2})(\d{2})(\d{2})(\d{6})\d$/.exec(compact);
  if (match === null) return { type: 'no-number' };
  const [, prefix = '', year = '', month = '', date = '', source = '', running = ''] = match;
  const day = `${year}-${month}-${date}`;
  const sequence = Number(running);
  if (damm(compact.slice(2)) !== 0 || !isDay(day) || sequence === 0) return { type: 'mistyped' };
  return { type: 'ticket-number', number: compact, prefix, day, source, sequence };
}

/**
 * 查询码: six random digits that, with the number, let anyone see a ticket's progress. Codes that a
 * stranger would try first are never given out: one repeated digit, and runs up or down.
 */
export function newQueryCode(random: Randomness): string {
  for (;;) {
    const code = String(random.int(1_000_000)).padStart(6, '0');
    if (!isTrivial(code)) return code;
  }
}

function isTrivial(code: string): boolean {
  const repeated = /^(\d{1,3})\1+$/.test(code);
  return repeated || '01234567890'.includes(code) || '09876543210'.includes(code);
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/**
 * Damm's weakly totally anti-symmetric quasigroup of order 10 (H. M. Damm, "Total anti-symmetrische
 * Quasigruppen", Marburg 2004). The digit computed over a number followed by its own check digit is 0.
 */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

function damm(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = Number(DAMM[interim]?.[Number(digit)]);
  return interim;
}
