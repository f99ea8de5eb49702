import { addDays } from '../../core/deadline/zone.js';
import type { City } from '../../core/model/city.js';
import type { Finding } from '../problem.js';
import { expect, expectUnique } from './expect.js';

/**
 * One table a year, each day once. A table may reach into the last three days of the year before,
 * because New Year's arrangement comes with the notice of the coming year.
 */
export function checkHolidays({ holidays }: City): Finding[] {
  const days = holidays.flatMap((table, index) =>
    table.days.map(({ date }, place) => ({
      date,
      year: table.year,
      path: ['holidays', index, 'days', place, 'date'],
    })),
  );
  return [
    ...expectUnique(
      holidays.map(({ year }) => year),
      (index) => ['holidays', index, 'year'],
    ),
    ...expectUnique(
      days.map(({ date }) => date),
      (index) => days[index]?.path ?? ['holidays'],
    ),
    ...days.flatMap(({ date, year, path }) => [
      ...expect(isCalendarDay(date), path, `${date} is no day of the calendar`, 'Correct it'),
      ...expect(
        `${year - 1}-12-29` <= date && date <= `${year}-12-31`,
        path,
        `${date} does not belong to the table of ${year}`,
        'Put it into the table of its own year',
      ),
    ]),
  ];
}

function isCalendarDay(date: string): boolean {
  return !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) && addDays(date, 0) === date;
}
