import { describe, expect, test } from '@jest/globals';
import { unitToday } from '../../../src/core/routing/units.js';
import { city } from '../deadline/city.js';

describe('a unit and who does its work', () => {
  test.each([
    ['local-tax', 'tax'],
    ['industry-commerce', 'market-regulation'],
    ['quality-supervision', 'market-regulation'],
    ['price', 'market-regulation'],
    ['land-resources', 'natural-resources'],
    ['environmental-protection', 'ecology-environment'],
    ['agriculture-committee', 'agriculture-rural'],
    ['health-family-planning', 'health'],
    ['work-safety', 'emergency-management'],
    ['tourism', 'culture-tourism'],
    ['culture-press', 'culture-tourism'],
    ['fire-detachment', 'fire-rescue'],
    ['urban-management', 'urban-management'],
  ])('%s of 2017 is %s today', (then, now) => {
    expect(unitToday(city, then, '2017-09-30')?.id).toBe(then);
    expect(unitToday(city, then, '2026-11-23')?.id).toBe(now);
  });

  test('has no day on which nobody does it', () => {
    for (const unit of city.units.filter(({ validTo }) => validTo !== undefined)) {
      const lastDay = unit.validTo ?? '';
      const nextDay = new Date(Date.parse(lastDay) + 86_400_000).toISOString().slice(0, 10);
      expect([unit.id, unitToday(city, unit.id, lastDay)?.id]).toEqual([unit.id, unit.id]);
      expect(unit.successors).toContain(unitToday(city, unit.id, nextDay)?.id);
    }
  });

  test('is followed through several reforms, and by a second successor when the first is gone', () => {
    const unit = (id: string, validFrom: string, validTo?: string, successors: string[] = []) => ({
      id,
      name: id,
      kind: 'department' as const,
      validFrom,
      validTo,
      successors,
    });
    const units = [
      unit('a', '2010-01-01', '2015-12-31', ['b', 'd']),
      unit('b', '2016-01-01', '2018-12-31', ['c']),
      unit('c', '2019-01-01', '2020-12-31', []),
      unit('d', '2016-01-01'),
    ];
    expect(unitToday({ units }, 'a', '2017-01-01')?.id).toBe('b');
    expect(unitToday({ units }, 'a', '2019-06-01')?.id).toBe('c');
    expect(unitToday({ units }, 'a', '2026-01-01')?.id).toBe('d');
    expect(unitToday({ units }, 'c', '2026-01-01')).toBeUndefined();
    expect(unitToday({ units }, 'nobody', '2026-01-01')).toBeUndefined();
  });
});
