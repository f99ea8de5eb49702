import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { workingCalendar } from '../../../src/core/deadline/calendar.js';
import { type DeadlineChanges, deadlineFor } from '../../../src/core/deadline/clock.js';
import { addDays } from '../../../src/core/deadline/zone.js';
import type { TimeLimit } from '../../../src/core/model/time-limit.js';
import { at, calendar, city, local } from './city.js';

type Unit = TimeLimit['unit'];

function due(start: string, amount: number, unit: Unit, changes?: DeadlineChanges): string | undefined {
  const deadline = deadlineFor({ limit: { amount, unit }, basis: '' }, at(start), calendar, changes);
  return deadline.type === 'due' ? local(deadline.dueAt) : deadline.type;
}

describe('working days: the day of the start does not count, the last ends at the close', () => {
  test.each([
    ['from a Monday morning', '2026-11-23 09:00', 2, '2026-11-25 17:30'],
    ['from a Monday at midnight', '2026-11-23 00:00', 1, '2026-11-24 17:30'],
    ['from a minute before midnight', '2026-11-23 23:59', 1, '2026-11-24 17:30'],
    ['over a weekend', '2026-11-20 16:00', 1, '2026-11-23 17:30'],
    ['from a Saturday', '2026-11-21 10:00', 1, '2026-11-23 17:30'],
    ['over 国庆 2020 with a make-up Saturday', '2020-09-30 16:40', 2, '2020-10-10 17:30'],
    ['over 国庆 2017, eight days joined with 中秋', '2017-09-29 10:00', 2, '2017-10-09 17:30'],
    ['to a make-up Sunday before 春节 2025', '2025-01-24 09:00', 1, '2025-01-26 17:30'],
    ['over the prolonged 春节 2020', '2020-01-23 09:00', 1, '2020-02-03 17:30'],
    ['over 元旦 2019 with 29 December worked', '2018-12-28 09:00', 3, '2019-01-03 17:30'],
    ['over a leap day', '2024-02-28 09:00', 2, '2024-03-01 17:30'],
    ['over the split 劳动节 2019', '2019-04-26 10:00', 4, '2019-05-05 17:30'],
    ['over 中秋 and 国庆 2023', '2023-09-28 10:00', 2, '2023-10-08 17:30'],
    ['over 端午 2022', '2022-06-02 10:00', 1, '2022-06-06 17:30'],
    ['over 清明 2021', '2021-04-02 10:00', 1, '2021-04-06 17:30'],
    ['fifteen days over 春节 2026', '2026-02-10 10:00', 15, '2026-03-09 17:30'],
  ])('%s (%s + %i)', (_how, start, days, expected) => {
    expect(due(start, days, 'working-day')).toBe(expected);
  });
});

describe('working hours run only while the office is open', () => {
  test.each([
    ['inside the morning', '2026-11-23 09:00', 2, '2026-11-23 11:00'],
    ['up to the lunch break, not past it', '2026-11-23 10:00', 2, '2026-11-23 12:00'],
    ['over the lunch break', '2026-11-23 11:00', 2, '2026-11-23 15:00'],
    ['received during lunch', '2026-11-23 12:30', 1, '2026-11-23 15:00'],
    ['received at night', '2026-11-23 03:00', 1, '2026-11-23 09:30'],
    ['received after the close', '2026-11-23 20:00', 1, '2026-11-24 09:30'],
    ['received at the close to the minute', '2026-11-23 17:30', 1, '2026-11-24 09:30'],
    ['over a weekend', '2026-11-20 17:00', 1, '2026-11-23 09:00'],
    ['over 国庆 into a make-up day', '2024-09-30 17:00', 7.5, '2024-10-08 17:30'],
    ['half an hour', '2026-11-23 09:00', 0.5, '2026-11-23 09:30'],
  ])('%s (%s + %d)', (_how, start, hours, expected) => {
    expect(due(start, hours, 'working-hour')).toBe(expected);
  });
});

describe('urgent limits run on the wall clock, day and night', () => {
  test.each([
    ['15 minutes over midnight', '2026-11-22 23:50', 15, 'minute', '2026-11-23 00:05'],
    ['24 hours over a holiday', '2024-10-01 03:00', 24, 'hour', '2024-10-02 03:00'],
    ['two days into a year without a table', '2026-12-31 10:00', 2, 'day', '2027-01-02 10:00'],
    ['a day over a leap day', '2024-02-28 10:00', 1, 'day', '2024-02-29 10:00'],
  ] as const)('%s', (_how, start, amount, unit, expected) => {
    expect(due(start, amount, unit)).toBe(expected);
  });
});

describe('a year without an official table', () => {
  test('gives no time, and says which year', () => {
    const deadline = deadlineFor(
      { limit: { amount: 10, unit: 'working-day' }, basis: '' },
      at('2026-12-22 10:00'),
      calendar,
    );
    expect(deadline).toMatchObject({ type: 'unknown-year', year: 2027 });
    expect(deadline).not.toHaveProperty('dueAt');
    expect(deadline.steps.at(-1)).toEqual({ type: 'no-table', year: 2027 });
  });

  test('does not matter to a limit that ends before it', () => {
    expect(due('2026-12-22 10:00', 4, 'working-day')).toBe('2026-12-28 17:30');
    expect(due('2026-12-22 10:00', 5, 'working-day')).toBe('unknown-year');
  });

  test('is worked out once the table is there', () => {
    const published = { year: 2027, source: '', days: [{ date: '2027-01-01', name: '元旦', off: true }] };
    const later = workingCalendar(city.deadlines, [...city.holidays, published]);
    const rule = { limit: { amount: 10, unit: 'working-day' as const }, basis: '' };
    expect(deadlineFor(rule, at('2026-12-22 10:00'), later)).toMatchObject({
      type: 'due',
      dueAt: at('2027-01-06 17:30'),
    });
  });
});

describe('a pause', () => {
  const pauses = (from: string, to?: string) => ({
    pauses: [{ from: at(from), to: to ? at(to) : undefined }],
  });

  test('that has not ended leaves no time to tell', () => {
    expect(due('2026-11-23 09:00', 5, 'working-day', pauses('2026-11-24 10:00'))).toBe('paused');
  });

  test.each([
    ['over one close moves working days by one', '2026-11-24 10:00', '2026-11-25 10:00', '2026-11-26 17:30'],
    ['within a day moves them not at all', '2026-11-24 09:00', '2026-11-24 16:00', '2026-11-25 17:30'],
    ['over a weekend moves them not at all', '2026-11-27 18:00', '2026-11-30 08:00', '2026-11-25 17:30'],
    ['over two closes moves them by two', '2026-11-24 09:00', '2026-11-26 09:00', '2026-11-27 17:30'],
  ])('%s', (_how, from, to, expected) => {
    expect(due('2026-11-23 09:00', 2, 'working-day', pauses(from, to))).toBe(expected);
  });

  test('moves working hours by the working time it covers', () => {
    expect(due('2026-11-23 09:00', 4, 'working-hour', pauses('2026-11-23 11:00', '2026-11-23 15:00'))).toBe(
      '2026-11-23 17:00',
    );
  });

  test('moves urgent limits by its whole length, also where pauses overlap', () => {
    expect(
      due('2026-11-23 09:00', 24, 'hour', {
        pauses: [
          { from: at('2026-11-23 20:00'), to: at('2026-11-23 23:00') },
          { from: at('2026-11-23 22:00'), to: at('2026-11-24 01:00') },
        ],
      }),
    ).toBe('2026-11-24 14:00');
  });
});

describe('an extension', () => {
  test('counts on from where the time before it ended', () => {
    const extensions = [{ amount: 10, unit: 'working-day' as const }];
    expect(due('2020-09-25 10:00', 3, 'working-day', { extensions })).toBe('2020-10-20 17:30');
  });
});

describe('a warning', () => {
  const warned = (start: string, limit: TimeLimit, warn: TimeLimit) => {
    const deadline = deadlineFor({ limit, warn, basis: '' }, at(start), calendar);
    return deadline.type === 'due' ? local(deadline.warnAt) : deadline.type;
  };

  test.each([
    [
      'one working day before',
      '2026-11-20 10:00',
      [5, 'working-day'],
      [1, 'working-day'],
      '2026-11-26 17:30',
    ],
    ['over a holiday', '2020-09-29 10:00', [2, 'working-day'], [1, 'working-day'], '2020-09-30 17:30'],
    [
      'four working hours before',
      '2026-11-23 10:00',
      [1, 'working-day'],
      [4, 'working-hour'],
      '2026-11-24 11:30',
    ],
    ['five minutes before', '2026-11-23 23:50', [15, 'minute'], [5, 'minute'], '2026-11-24 00:00'],
  ] as const)('comes %s', (_how, start, [amount, unit], [before, warnUnit], expected) => {
    expect(warned(start, { amount, unit }, { amount: before, unit: warnUnit })).toBe(expected);
  });

  test('that would come before the work is left out', () => {
    const day = { amount: 1, unit: 'working-day' as const };
    expect(warned('2026-11-23 20:00', day, day)).toBeUndefined();
  });
});

describe('whatever the start and the limit', () => {
  const start = fc
    .date({ min: at('2017-01-02 00:00'), max: at('2026-06-30 00:00'), noInvalidDate: true })
    .map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000));
  const limit = fc.oneof(
    fc.record({ amount: fc.integer({ min: 1, max: 30 }), unit: fc.constant('working-day' as const) }),
    fc.record({ amount: fc.integer({ min: 1, max: 80 }), unit: fc.constant('working-hour' as const) }),
  );
  const dueOf = (given: TimeLimit, from: Date, on = calendar) => {
    const deadline = deadlineFor({ limit: given, basis: '' }, from, on);
    if (deadline.type !== 'due') throw new Error(`no due time: ${deadline.type}`);
    return deadline.dueAt;
  };

  test('a day off more never makes a deadline earlier', () => {
    fc.assert(
      fc.property(start, limit, fc.nat(60), (from, given, after) => {
        const day = addDays(calendar.zone.dayOf(from), after);
        const tables = city.holidays.map((table) => ({
          ...table,
          days: table.days.filter(({ date }) => date !== day),
        }));
        const off = { year: 1, source: '', days: [{ date: day, name: '加放', off: true }] };
        const stricter = workingCalendar(city.deadlines, [...tables, off]);
        expect(dueOf(given, from, stricter).getTime()).toBeGreaterThanOrEqual(dueOf(given, from).getTime());
      }),
    );
  });

  test('a later start never makes a deadline earlier', () => {
    fc.assert(
      fc.property(start, limit, fc.nat(60 * 24 * 10), (from, given, minutes) => {
        const later = new Date(from.getTime() + minutes * 60_000);
        expect(dueOf(given, later).getTime()).toBeGreaterThanOrEqual(dueOf(given, from).getTime());
      }),
    );
  });

  test('work is due while the office is open, after the start', () => {
    fc.assert(
      fc.property(start, limit, (from, given) => {
        const dueAt = dueOf(given, from);
        const open = calendar.hours(calendar.zone.dayOf(dueAt));
        expect(dueAt.getTime()).toBeGreaterThan(from.getTime());
        expect(open.some((hours) => hours.from < dueAt && dueAt <= hours.to)).toBe(true);
      }),
    );
  });

  test('a pause moves a deadline later or not at all, and a longer one at least as far', () => {
    fc.assert(
      fc.property(
        start,
        limit,
        fc.nat(5000),
        fc.nat(5000),
        fc.nat(5000),
        (from, given, wait, length, more) => {
          const begin = new Date(from.getTime() + wait * 60_000);
          const paused = (minutes: number) => {
            const pause = { from: begin, to: new Date(begin.getTime() + minutes * 60_000) };
            const deadline = deadlineFor({ limit: given, basis: '' }, from, calendar, { pauses: [pause] });
            return deadline.type === 'due' ? deadline.dueAt.getTime() : Infinity;
          };
          expect(paused(length)).toBeGreaterThanOrEqual(dueOf(given, from).getTime());
          expect(paused(length + more)).toBeGreaterThanOrEqual(paused(length));
        },
      ),
    );
  });
});
