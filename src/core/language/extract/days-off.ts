import type { City } from '../../model/city.js';
import { DAY } from './time-readings.js';

/** A holiday's days off as wall time: in the year given, or the latest that has begun or soon will. */
export type HolidayLookup = (
  name: string,
  year: number | undefined,
  today: number,
) => { from: number; to: number } | undefined;

/** Days off by name and year, from the official tables; fixed days where a year has no table. */
export function daysOff(city: City): HolidayLookup {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { year, days } of city.holidays) {
    for (const { date, name, off } of days) {
      if (!off) continue;
      for (const key of keysOf(name)) {
        const at = Date.parse(`${date}T00:00:00Z`);
        const known = spans.get(`${year} ${key}`);
        spans.set(`${year} ${key}`, {
          from: Math.min(known?.from ?? at, at),
          to: Math.max(known?.to ?? 0, at + DAY),
        });
      }
    }
  }
  const inYear = (name: string, year: number) => {
    const fixed = FIXED[name];
    return (
      spans.get(`${year} ${name}`) ??
      (fixed && {
        from: Date.UTC(year, fixed[0], fixed[1]),
        to: Date.UTC(year, fixed[0], fixed[1] + fixed[2]),
      })
    );
  };
  return (name, year, today) => {
    if (year !== undefined) return inYear(name, year);
    const thisYear = new Date(today).getUTCFullYear();
    const candidates = [thisYear + 1, thisYear, thisYear - 1].map((each) => inYear(name, each));
    return candidates.find((span) => span !== undefined && span.from <= today + 14 * DAY);
  };
}

const FIXED: Record<string, [month: number, date: number, days: number]> = {
  元旦: [0, 1, 1],
  五一: [4, 1, 5],
  国庆: [9, 1, 7],
};

/** "国庆节、中秋节" of one table row stands for both. */
function keysOf(name: string): string[] {
  const keys = ['元旦', '春节', '清明', '端午', '中秋', '国庆'].filter((key) => name.includes(key));
  return /劳动|五一/.test(name) ? [...keys, '五一'] : keys;
}
