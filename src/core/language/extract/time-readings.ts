import { numeral } from '../numerals.js';

/**
 * The single words a time is said with. Local times are milliseconds of the wall clock read as if it
 * were UTC ("wall"), so that days add up without thinking of zones; `time.ts` turns them into instants.
 */
export type TimeWord = { start: number; end: number; confidence: number } & (
  | {
      type: 'day';
      from: number;
      to: number;
      precision: 'day' | 'month';
      explicit: boolean;
      /** The day of the month, where no month was said. */
      dateAlone?: number;
    }
  | { type: 'part'; from: number; to: number; half: 'am' | 'noon' | 'pm' | 'night' }
  | { type: 'clock'; hour: number; minute: number; precision: 'hour' | 'minute' }
  | { type: 'recurring'; day?: number }
  | { type: 'point'; from: number; to?: number; precision: 'minute' | 'hour' | 'day' | 'month' }
);
/** What a rule makes of its words, before it is known where they stand. */
export type Reading = TimeWord extends infer W
  ? W extends TimeWord
    ? Omit<W, 'start' | 'end'>
    : never
  : never;

/** Words that mean a time, and what they mean; undefined where they mean none after all. */
export interface TimeRule {
  pattern: RegExp;
  read: (match: RegExpExecArray, context: WallContext) => Reading | undefined;
}

/** What a rule may look at. */
export interface WallContext {
  /** Now, and the midnight before, on the wall clock. */
  now: number;
  today: number;
  holiday: (name: string, year: number | undefined) => { from: number; to: number } | undefined;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Days from today by the word before 天. */
export const RELATIVE: Record<string, number> = {
  大前: -3,
  前: -2,
  昨: -1,
  今: 0,
  明: 1,
  后: 2,
  大后: 3,
};
const WEEKDAY: Record<string, number> = { 一: 0, 二: 1, 三: 2, 四: 3, 五: 4, 六: 5, 日: 6, 天: 6, 末: 5 };
const PARTS: Record<string, [from: number, to: number, half: 'am' | 'noon' | 'pm' | 'night']> = {
  凌晨: [0, 6, 'am'],
  清晨: [5, 8, 'am'],
  清早: [5, 8, 'am'],
  早晨: [6, 9, 'am'],
  早上: [6, 9, 'am'],
  早: [6, 9, 'am'],
  晨: [5, 8, 'am'],
  早高峰: [7, 9, 'am'],
  上午: [8, 12, 'am'],
  白天: [8, 18, 'am'],
  中午: [11, 14, 'noon'],
  午后: [12, 15, 'pm'],
  下午: [12, 18, 'pm'],
  傍晚: [17, 20, 'pm'],
  晚高峰: [17, 19, 'pm'],
  晚上: [18, 24, 'night'],
  晚间: [18, 24, 'night'],
  晚: [18, 24, 'night'],
  夜里: [20, 30, 'night'],
  夜间: [20, 30, 'night'],
  夜晚: [20, 30, 'night'],
  夜: [20, 30, 'night'],
  深夜: [22, 29, 'night'],
  半夜: [23, 29, 'night'],
  午夜: [23, 25, 'night'],
};

export function value(text: string | undefined): number | undefined {
  return text === undefined ? undefined : numeral(text);
}

/** "八" is 8; "两三" is about 2, not 23. */
export function hourSaid(text: string): number | undefined {
  return numeral(/^[一二两三四五六七八九]{2}$/.test(text) ? text.charAt(0) : text);
}

/** Like `numeral`, with 几 as three. */
export function approximately(text: string): number | undefined {
  if (/^[一二两三四五六七八九]{2}$/.test(text)) return numeral(text.charAt(0));
  if (text === '个把') return 1;
  return text === '几' ? 3 : text === '十几' || text === '十来' ? 15 : text === '几十' ? 30 : numeral(text);
}

export function relativeDay(today: number, shift: number | undefined): Reading | undefined {
  if (shift === undefined) return undefined;
  const from = today + shift * DAY;
  return { type: 'day', from, to: from + DAY, precision: 'day', confidence: 0.95, explicit: true };
}

export function part(name: string): Reading | undefined {
  const known = PARTS[name];
  if (known === undefined) return undefined;
  const [from, to, half] = known;
  return { type: 'part', from, to, half, confidence: 0.7 };
}

export function clock(hour: number, minutes: string | undefined, confidence: number): Reading | undefined {
  const minute =
    minutes === undefined
      ? 0
      : minutes === '半'
        ? 30
        : minutes === '一刻'
          ? 15
          : minutes === '三刻'
            ? 45
            : numeral(minutes.replace('分', ''));
  if (minute === undefined || minute > 59 || hour > 24) return undefined;
  return { type: 'clock', hour, minute, precision: minutes === undefined ? 'hour' : 'minute', confidence };
}

export function dayOf(
  year: number,
  monthIndex: number,
  date: number | undefined,
  confidence: number,
): Reading | undefined {
  if (date === undefined || date < 1 || date > 31) return undefined;
  const from = Date.UTC(year, monthIndex, date);
  if (new Date(from).getUTCDate() !== date) return undefined;
  return { type: 'day', from, to: from + DAY, precision: 'day', confidence, explicit: true };
}

/** Without a year, the latest such day that is past or at most two months ahead. */
export function calendarDay(
  year: number | undefined,
  monthNumber: number | undefined,
  date: number | undefined,
  context: WallContext,
): Reading | undefined {
  if (monthNumber === undefined || monthNumber < 1 || monthNumber > 12) return undefined;
  const guess = year ?? latestYear((y) => Date.UTC(y, monthNumber - 1, date ?? 1), context);
  return dayOf(guess, monthNumber - 1, date, year === undefined ? 0.9 : 0.97);
}

export function latestYear(at: (year: number) => number, { now, today }: WallContext): number {
  const year = new Date(today).getUTCFullYear();
  const ahead = at(year + 1) - now;
  if (ahead <= 60 * DAY) return year + 1;
  return at(year) - now <= 60 * DAY ? year : year - 1;
}

export function month(year: number, monthIndex: number, third: string | undefined): Reading {
  const day = third === undefined || !third.endsWith('一天') ? undefined : /最后/.test(third) ? 0 : 1;
  if (day !== undefined) {
    const from = Date.UTC(year, monthIndex + (day === 0 ? 1 : 0), day);
    return { type: 'day', from, to: from + DAY, precision: 'day', confidence: 0.95, explicit: true };
  }
  const at = (date: number) => Date.UTC(year, monthIndex, date);
  const end = Date.UTC(year, monthIndex + 1, 1);
  const [from, to] =
    third === undefined
      ? [at(1), end]
      : /初|上旬/.test(third)
        ? [at(1), at(11)]
        : /中/.test(third)
          ? [at(11), at(21)]
          : [at(21), end];
  return { type: 'point', from, to, precision: 'month', confidence: 0.8 };
}

export function yearOf(
  year: string | undefined,
  relative: string | undefined,
  { today }: WallContext,
): number | undefined {
  if (year !== undefined) return numeral(year.length === 2 ? `20${year}` : year);
  const shift = { 前年: -2, 去年: -1, 今年: 0, 明年: 1 }[relative ?? ''];
  return shift === undefined ? undefined : new Date(today).getUTCFullYear() + shift;
}

export function ago(count: string, unit: string, { today }: WallContext): Reading | undefined {
  const vague = /几/.test(count);
  if (/月/.test(unit) && count !== '半') {
    const months = approximately(count);
    if (months === undefined) return undefined;
    const from = shiftMonths(today, -months);
    return {
      type: 'day',
      from,
      to: from + DAY,
      precision: months > 1 || vague ? 'month' : 'day',
      confidence: vague ? 0.6 : 0.8,
      explicit: true,
    };
  }
  const days = lengthInDays(count, unit);
  if (days === undefined) return undefined;
  const from =
    /年/.test(unit) && count !== '半'
      ? shiftMonths(today, -12 * (approximately(count) ?? 0))
      : today - days * DAY;
  const precision = days > 45 ? 'month' : 'day';
  return { type: 'day', from, to: from + DAY, precision, confidence: vague ? 0.6 : 0.9, explicit: true };
}

function shiftMonths(day: number, months: number): number {
  const at = new Date(day);
  const lastDate = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate();
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, Math.min(at.getUTCDate(), lastDate));
}

export function lengthInDays(count: string, unit: string): number | undefined {
  const amount = count === '半' ? 0.5 : approximately(count);
  if (amount === undefined || amount > 400) return undefined;
  const days = /月/.test(unit) ? 30 : /年/.test(unit) ? 365 : /周|星期|礼拜/.test(unit) ? 7 : 1;
  return Math.max(1, Math.floor(amount * days));
}

export function monday(today: number): number {
  return today - ((new Date(today).getUTCDay() + 6) % 7) * DAY;
}

export function shiftOf(which: string): number {
  return { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 }[which] ?? 0;
}

/** Without 上 or 下, the latest such day up to today; 周末 covers two days. */
export function weekday(
  which: string | undefined,
  day: string,
  { today }: WallContext,
): Reading & { type: 'day' } {
  let from = monday(today) + (WEEKDAY[day] ?? 0) * DAY + shiftOf(which ?? '') * 7 * DAY;
  if (which === undefined && from > today) from -= 7 * DAY;
  return {
    type: 'day',
    from,
    to: from + (day === '末' ? 2 : 1) * DAY,
    precision: 'day',
    confidence: which === undefined ? 0.8 : 0.95,
    explicit: true,
  };
}
