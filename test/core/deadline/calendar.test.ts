import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { workingCalendar } from '../../../src/core/deadline/calendar.js';
import { addDays, weekdayOf, zoneOf } from '../../../src/core/deadline/zone.js';
import { calendar, city } from './city.js';

describe('the working calendar', () => {
  test.each([
    ['an ordinary Monday', '2026-11-23', true, 'workday'],
    ['an ordinary Saturday', '2026-11-21', false, 'weekend'],
    ['a Tuesday of a holiday', '2024-10-01', false, 'holiday'],
    ['a Saturday worked for 国庆', '2020-10-10', true, 'make-up'],
    ['a Sunday worked for 春节', '2025-01-26', true, 'make-up'],
    ['a leap day on a Saturday', '2020-02-29', false, 'weekend'],
    ['a leap day on a Thursday', '2024-02-29', true, 'workday'],
    ['a Saturday in December worked for the next New Year', '2018-12-29', true, 'make-up'],
    ['New Year’s Eve off by the next year’s notice', '2018-12-31', false, 'holiday'],
    ['a day by which 春节 2020 was prolonged', '2020-02-02', false, 'holiday'],
    ['the first working day after it', '2020-02-03', true, 'workday'],
  ])('%s (%s)', (_what, day, isWorking, kind) => {
    expect(calendar.look(day)).toMatchObject({ working: isWorking, kind });
  });

  // 调休 only moves days: what is left of the weekdays are the legal holidays, 11 a year and 13 since
  // 2025, and in 2020 the two working days by which 春节 was prolonged.
  test.each(city.holidays.map(({ year }) => year))('%i loses exactly its legal holidays', (year) => {
    let lost = 0;
    for (let day = `${year}-01-01`; day <= `${year}-12-28`; day = addDays(day, 1)) {
      lost += Number(weekdayOf(day) % 6 !== 0) - Number(calendar.look(day).working);
    }
    expect(lost).toBe((year < 2025 ? 11 : 13) + (year === 2020 ? 2 : 0));
  });

  test('says which table is missing instead of guessing', () => {
    expect(calendar.look('2027-01-04').missingYear).toBe(2027);
    expect(calendar.look('2016-12-01').missingYear).toBe(2016);
    expect(calendar.look('2026-12-28').missingYear).toBeUndefined();
  });

  test('needs the coming year’s table for the last three days of a year', () => {
    expect(['2026-12-29', '2026-12-30', '2026-12-31'].map((day) => calendar.look(day).missingYear)).toEqual([
      2027, 2027, 2027,
    ]);
    expect(calendar.look('2025-12-31').missingYear).toBeUndefined();
  });

  test('has the hours of the day in local time, none on a day off', () => {
    expect(
      calendar.hours('2026-11-23').map(({ from, to }) => [from.toISOString(), to.toISOString()]),
    ).toEqual([
      ['2026-11-23T00:30:00.000Z', '2026-11-23T04:00:00.000Z'],
      ['2026-11-23T06:00:00.000Z', '2026-11-23T09:30:00.000Z'],
    ]);
    expect(calendar.hours('2026-11-22')).toEqual([]);
  });
});

const TABLES = '../shared/data/holidays';
const Table = z.object({ days: z.array(z.object({ date: z.string(), isOffDay: z.boolean() })) });
const whenThere = existsSync(TABLES) ? test : test.skip;

describe('the tables of days off', () => {
  whenThere('agree with an independent collection of the notices, 2017–2026', () => {
    for (const { year, days } of city.holidays) {
      const other = Table.parse(JSON.parse(readFileSync(`${TABLES}/${year}.json`, 'utf8')));
      expect(days.map(({ date, off }) => ({ date, off }))).toEqual(
        other.days.map(({ date, isOffDay }) => ({ date, off: isOffDay })),
      );
    }
  });

  test('name the notice they come from', () => {
    for (const { year, source } of city.holidays) expect(source).toMatch(new RegExp(`${year}年.*https?://`));
  });
});

describe('a zone with summer time', () => {
  const newYork = zoneOf('America/New_York');

  test('keeps opening hours on the wall clock on both sides of a change', () => {
    expect(newYork.instant('2026-03-06', 9 * 60).toISOString()).toBe('2026-03-06T14:00:00.000Z');
    expect(newYork.instant('2026-03-09', 9 * 60).toISOString()).toBe('2026-03-09T13:00:00.000Z');
    expect(newYork.instant('2026-11-01', 9 * 60).toISOString()).toBe('2026-11-01T14:00:00.000Z');
  });

  test('opens a working day that begins before the change and ends after it', () => {
    const rules = { workingHours: [{ from: '00:30', to: '05:00' }], timezone: 'America/New_York' };
    const [hours] = workingCalendar(rules, [
      { year: 2026, source: '', days: [{ date: '2026-03-08', name: 'make-up', off: false }] },
    ]).hours('2026-03-08');
    expect(hours?.from.toISOString()).toBe('2026-03-08T05:30:00.000Z');
    expect(hours?.to.toISOString()).toBe('2026-03-08T09:00:00.000Z');
  });
});
