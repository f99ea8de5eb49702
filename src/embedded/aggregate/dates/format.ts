import { located } from '../../errors.js';
import { dayOfYear, isoWeek, isoWeekday, weekOfYear, weekday } from './calendar.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * Formats a local time with MongoDB's `%` specifiers (manual, `$dateToString`). `offset` is how far
 * the local time is ahead of UTC, in milliseconds. 18536 for an unknown specifier.
 */
export function formatDate(local: number, offset: number, format: string): string {
  return format.replace(/%(.?)/gs, (_match, specifier: string) => formatPart(specifier, local, offset));
}

function formatPart(specifier: string, local: number, offset: number): string {
  const date = new Date(local);
  switch (specifier) {
    case 'Y':
      return pad(date.getUTCFullYear(), 4);
    case 'm':
      return pad(date.getUTCMonth() + 1, 2);
    case 'b':
      return (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3);
    case 'B':
      return MONTHS[date.getUTCMonth()] ?? '';
    case 'd':
      return pad(date.getUTCDate(), 2);
    case 'H':
      return pad(date.getUTCHours(), 2);
    case 'M':
      return pad(date.getUTCMinutes(), 2);
    case 'S':
      return pad(date.getUTCSeconds(), 2);
    case 'L':
      return pad(date.getUTCMilliseconds(), 3);
    case 'j':
      return pad(dayOfYear(local), 3);
    case 'w':
      return String(weekday(local) + 1);
    case 'u':
      return String(isoWeekday(local));
    case 'U':
      return pad(weekOfYear(local), 2);
    case 'V':
      return pad(isoWeek(local).week, 2);
    case 'G':
      return pad(isoWeek(local).year, 4);
    case 'z':
      return formatOffset(offset);
    case 'Z':
      return `${offset < 0 ? '-' : '+'}${pad(Math.abs(offset) / 60_000, 3)}`;
    case '%':
      return '%';
    default:
      throw located(18536, `Invalid format character '%${specifier}' in format string`);
  }
}

function formatOffset(offset: number): string {
  const minutes = Math.abs(Math.trunc(offset / 60_000));
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
