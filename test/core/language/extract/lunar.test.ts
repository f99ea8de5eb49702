import { describe, expect, test } from '@jest/globals';
import { festivalDay, lunarDay } from '../../../../src/core/language/extract/lunar.js';

const iso = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString().slice(0, 10);

describe('the Chinese calendar', () => {
  test.each<[year: number, month: number, date: number, leap: boolean, day: string | undefined]>([
    [2026, 1, 1, false, '2026-02-17'],
    [2026, 8, 15, false, '2026-09-25'],
    [2027, 1, 1, false, '2027-02-06'],
    [2030, 1, 1, false, '2030-02-03'],
    [2025, 6, 1, true, '2025-07-25'],
    [2025, 12, 28, false, '2026-02-15'],
    [2026, 6, 1, true, undefined],
    [2026, 2, 30, false, undefined],
    [2040, 1, 1, false, undefined],
  ])('%d-%d-%d (leap: %s) is %s', (year, month, date, leap, day) => {
    expect(iso(lunarDay(year, month, date, leap))).toBe(day);
  });

  test('every year of the table ends where the next begins', () => {
    for (let year = 2015; year < 2035; year++) {
      const next = lunarDay(year + 1, 1, 1) ?? 0;
      const eve = lunarDay(year, 12, 30) ?? lunarDay(year, 12, 29) ?? 0;
      expect({ year, days: (next - eve) / 86_400_000 }).toEqual({ year, days: 1 });
    }
  });

  test.each([
    ['除夕', 2026, '2026-02-16'],
    ['清明', 2026, '2026-04-05'],
    ['清明', 2025, '2025-04-04'],
    ['端午', 2026, '2026-06-19'],
    ['中秋', 2025, '2025-10-06'],
    ['冬至', 2026, '2026-12-22'],
    ['国庆', 2026, '2026-10-01'],
    ['周年', 2026, undefined],
  ])('%s of %d', (name, year, day) => {
    expect(iso(festivalDay(name, year))).toBe(day);
  });
});
