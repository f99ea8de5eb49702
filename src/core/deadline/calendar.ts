import type { DeadlineRules, HolidayYear } from '../model/city.js';
import { type Day, type Zone, weekdayOf, zoneOf } from './zone.js';

/** What the official tables make of a day. */
export interface CalendarDay {
  day: Day;
  working: boolean;
  kind: 'workday' | 'weekend' | 'holiday' | 'make-up';
  /** Name of the holiday that the day belongs to, also for the make-up day worked for it. */
  name?: string;
  /**
   * Set when the official table that decides this day is not there: `working` is then only a guess from
   * the plain week, never to be told as a fact.
   */
  missingYear?: number;
}

export interface Interval {
  from: Date;
  to: Date;
}

/** 工作日历: the working hours of every day, and what decided them. */
export interface WorkingCalendar {
  readonly zone: Zone;
  look(day: Day): CalendarDay;
  /** Working intervals of the day in order; none on a day off. */
  hours(day: Day): readonly Interval[];
}

/**
 * The calendar of a city from its working hours and the yearly tables of days off and make-up days
 * (国务院办公厅关于部分节假日安排的通知). A table may reach into the last days of the year before:
 * the notice for 2019 made Saturday 2018-12-29 a working day.
 */
export function workingCalendar(
  rules: Pick<DeadlineRules, 'workingHours' | 'timezone'>,
  tables: readonly HolidayYear[],
): WorkingCalendar {
  const zone = zoneOf(rules.timezone);
  const years = new Set(tables.map((table) => table.year));
  const special = new Map(tables.flatMap((table) => table.days.map((day) => [day.date, day])));
  const intervals = rules.workingHours.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));

  const look = (day: Day): CalendarDay => {
    const missingYear = deciding(day).find((year) => !years.has(year));
    const weekend = weekdayOf(day) % 6 === 0;
    const listed = special.get(day);
    if (listed !== undefined) {
      // Only a make-up day on a weekend is news; a table may also list an ordinary working day.
      const kind = listed.off ? 'holiday' : weekend ? 'make-up' : 'workday';
      return { day, working: !listed.off, kind, name: listed.name };
    }
    return { day, working: !weekend, kind: weekend ? 'weekend' : 'workday', missingYear };
  };

  // The same few weeks are walked for every ticket, and local time is slow to work out.
  const worked = new Map<Day, readonly Interval[]>();
  const hours = (day: Day): readonly Interval[] => {
    const known = worked.get(day);
    if (known !== undefined) return known;
    const opening = look(day).working
      ? intervals.map(({ from, to }) => ({ from: zone.instant(day, from), to: zone.instant(day, to) }))
      : [];
    worked.set(day, opening);
    return opening;
  };

  return { zone, look, hours };
}

/** The years whose notices may speak about a day: New Year's arrangement comes with the coming year's. */
function deciding(day: Day): number[] {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= '12-29' ? [year, year + 1] : [year];
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
