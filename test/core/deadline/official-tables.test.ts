import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { loadCity } from '../../../src/config/load-city.js';

/** An independent collection of the official tables, where it is at hand; it is no part of the product. */
const OTHERS = new URL('../../../../shared/data/holidays/', import.meta.url);
const Table = z.object({ days: z.array(z.object({ date: z.string(), isOffDay: z.boolean() })) });
const years = existsSync(OTHERS) ? readdirSync(OTHERS).filter((name) => /^20\d\d\.json$/.test(name)) : [];
const { holidays } = loadCity('config/city/yancheng');

describe('the city’s tables of days off, against tables that others collected', () => {
  const each = years.length > 0 ? test.each(years) : test.skip.each(['nothing to compare with']);

  each('%s says the same of every day', (file) => {
    const year = Number(file.slice(0, 4));
    const { days } = Table.parse(JSON.parse(readFileSync(new URL(file, OTHERS), 'utf8')));
    const own = holidays.find((table) => table.year === year);
    if (!own) return expect(year).toBeGreaterThan(2026);
    const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
    // What a plain week says already need not be listed.
    const news = (date: string, off: boolean) => off !== [0, 6].includes(weekday(date));
    const theirs = days
      .filter(({ date, isOffDay }) => news(date, isOffDay))
      .map(({ date, isOffDay }) => `${date} ${isOffDay}`);
    const ours = own.days.filter(({ date, off }) => news(date, off)).map(({ date, off }) => `${date} ${off}`);
    expect(ours.sort()).toEqual(theirs.sort());
  });
});
