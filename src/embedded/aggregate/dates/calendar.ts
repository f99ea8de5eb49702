/** Calendar fields of a local time given as milliseconds since 1970 in that locality. */

export const DAY = 86_400_000;

/** Days since 1970-01-01. */
export function dayNumber(local: number): number {
  return Math.floor(local / DAY);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday(local: number): number {
  return (((dayNumber(local) + 4) % 7) + 7) % 7;
}

export function year(local: number): number {
  return new Date(local).getUTCFullYear();
}

/** Months since January of year 0. */
export function monthNumber(local: number): number {
  const date = new Date(local);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first instant of a month, counted as {@link monthNumber} does. */
export function startOfMonth(month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  return date.getTime();
}

/** 1 for January 1st. */
export function dayOfYear(local: number): number {
  return dayNumber(local) - dayNumber(startOfMonth(year(local) * 12)) + 1;
}

/** Week of the year, 0 to 53, weeks starting on Sundays; days before the first Sunday are in week 0. */
export function weekOfYear(local: number): number {
  return Math.floor((dayOfYear(local) + 6 - weekday(local)) / 7);
}

/** ISO 8601 week and the year it belongs to: a week is in the year that has its Thursday. */
export function isoWeek(local: number): { week: number; year: number } {
  const thursday = local + (4 - isoWeekday(local)) * DAY;
  return { week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1, year: year(thursday) };
}

/** 1 for Monday to 7 for Sunday. */
export function isoWeekday(local: number): number {
  return weekday(local) || 7;
}
