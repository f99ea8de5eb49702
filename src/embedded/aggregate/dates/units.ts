import { failedToParse, located } from '../../errors.js';
import { DAY, dayNumber, monthNumber, startOfMonth, weekday, year } from './calendar.js';
import { fromLocal, toLocal, type TimeZone } from './timezone.js';

const UNITS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;

export type TimeUnit = (typeof UNITS)[number];

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const MILLISECONDS = { hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 };

/** Where bins of more than one unit are counted from: 2000-01-01 (MongoDB manual, `$dateTrunc`). */
const REFERENCE = Date.UTC(2000, 0, 1);

export function parseUnit(name: unknown): TimeUnit {
  const unit = UNITS.find((each) => each === name);
  if (unit) return unit;
  throw failedToParse(`unknown time unit value: ${String(name)}`);
}

/** The weekday a week starts on, 0 for Sunday; accepts names and their first three letters. */
export function parseStartOfWeek(name: unknown): number {
  const text = typeof name === 'string' ? name.toLowerCase() : '';
  const index = WEEKDAYS.findIndex((day) => day === text || day.slice(0, 3) === text);
  if (index >= 0) return index;
  throw failedToParse(`unknown day of week value: ${String(name)}`);
}

export interface Truncation {
  readonly unit: TimeUnit;
  readonly binSize: number;
  readonly startOfWeek: number;
  readonly zone: TimeZone;
}

/** The start of the bin of `binSize` units that holds an instant (`$dateTrunc`). */
export function truncate(instant: number, { unit, binSize, startOfWeek, zone }: Truncation): number {
  if (!Number.isSafeInteger(binSize) || binSize <= 0) {
    throw located(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${binSize}`);
  }
  const local = toLocal(instant, zone);
  switch (unit) {
    case 'year':
      return fromLocal(startOfMonth(binStart(year(local), 2000, binSize) * 12), zone);
    case 'quarter':
      return fromLocal(startOfMonth(binStart(monthNumber(local), 24_000, binSize * 3)), zone);
    case 'month':
      return fromLocal(startOfMonth(binStart(monthNumber(local), 24_000, binSize)), zone);
    case 'week': {
      const reference = dayNumber(REFERENCE);
      const first = reference + ((startOfWeek - weekday(REFERENCE) + 7) % 7);
      return fromLocal(binStart(dayNumber(local), first, binSize * 7) * DAY, zone);
    }
    case 'day':
      return fromLocal(binStart(dayNumber(local), dayNumber(REFERENCE), binSize) * DAY, zone);
    case 'hour':
    case 'minute':
    case 'second':
    case 'millisecond':
      return binStart(instant, fromLocal(REFERENCE, zone), binSize * MILLISECONDS[unit]);
  }
}

/** How many boundaries of a unit lie between two instants (`$dateDiff`); negative when `end` is first. */
export function difference(
  start: number,
  end: number,
  { unit, startOfWeek, zone }: Omit<Truncation, 'binSize'>,
): number {
  const from = toLocal(start, zone);
  const to = toLocal(end, zone);
  switch (unit) {
    case 'year':
      return year(to) - year(from);
    case 'quarter':
      return Math.floor(monthNumber(to) / 3) - Math.floor(monthNumber(from) / 3);
    case 'month':
      return monthNumber(to) - monthNumber(from);
    case 'week':
      return weekNumber(to, startOfWeek) - weekNumber(from, startOfWeek);
    case 'day':
      return dayNumber(to) - dayNumber(from);
    case 'hour':
    case 'minute':
    case 'second':
    case 'millisecond': {
      // Counted on local clocks (zones may be off by 30 minutes), less what a change of clocks added.
      const size = MILLISECONDS[unit];
      const clockChange = zone.offsetAt(end) - zone.offsetAt(start);
      return Math.floor((to - clockChange) / size) - Math.floor(from / size);
    }
  }
}

function weekNumber(local: number, startOfWeek: number): number {
  return Math.floor((dayNumber(local) + 4 - startOfWeek) / 7);
}

function binStart(value: number, reference: number, size: number): number {
  return reference + Math.floor((value - reference) / size) * size;
}
