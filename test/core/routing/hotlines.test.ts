import { describe, expect, test } from '@jest/globals';
import { hotlineDirectory, hotlineOf, hotlineOfCategory } from '../../../src/core/routing/hotlines.js';
import { unitToday } from '../../../src/core/routing/units.js';
import { city } from '../deadline/city.js';

describe('the hotlines of the plan', () => {
  test('are 33, one for each row', () => {
    const rows = city.hotlines.map(({ planRow }) => planRow);
    expect([...rows].sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 33 }, (_, i) => i + 1),
    );
  });

  test.each([
    ['interlink', ['12366-2', '12333', '12315', '96196', '96122']],
    ['zone', ['12329']],
    [
      'merged',
      [
        ...[
          '12312',
          '12319',
          '12313',
          '12316',
          '12318',
          '12320',
          '12356',
          '12328',
          '12330',
          '12336',
          '12338',
        ],
        ...[
          '12348',
          '12351',
          '12355',
          '12358',
          '12365',
          '12369',
          '12385',
          '88348666-1',
          '81610000',
          '88880110',
        ],
      ],
    ],
    ['emergency', ['110', '119', '120', '122']],
    ['secret', ['12309', '12388']],
  ])('run as the plan says: %s', (mode, ids) => {
    const inMode = city.hotlines.filter((line) => line.mode === mode).map(({ id }) => id);
    expect(inMode.sort()).toEqual([...ids].sort());
  });

  test.each([
    [['12320', '12356', '120'], 'health-family-planning'],
    [['12328', '96196'], 'transport'],
    [['110', '122'], 'police'],
  ])('%j share the unit %s', (ids, unit) => {
    expect(ids.map((id) => hotlineOf(city, id)?.unit)).toEqual(ids.map(() => unit));
  });

  test.each([
    ['12366-2', '12366-2'],
    ['12366', '12366-2'],
    ['88348666', '88348666-1'],
    ['12315', '12315'],
    ['12345', undefined],
  ])('%s is found as %s', (said, id) => {
    expect(hotlineOf(city, said)?.id).toBe(id);
  });

  test('of a category is its own or that of the branch above', () => {
    expect(hotlineOfCategory(city, 'FW08')?.id).toBe('12329');
    const categories = [
      { code: 'AA', name: '', hotline: '12369', urgency: 'normal' as const },
      { code: 'AA01', name: '', parent: 'AA', urgency: 'normal' as const },
    ];
    expect(hotlineOfCategory({ ...city, categories }, 'AA01')?.id).toBe('12369');
    expect(hotlineOfCategory(city, 'ZZ99')).toBeUndefined();
  });
});

describe('the directory of hotlines', () => {
  const entry = (id: string, day: string) => hotlineDirectory(city, day).find((line) => line.id === id);

  test('names the unit of the day', () => {
    expect(entry('12315', '2017-10-01')?.unit).toBe('市工商局');
    expect(entry('12315', '2026-11-23')?.unit).toBe('市市场监管局');
  });

  test('says how to dial an extension', () => {
    expect(entry('12366-2', '2026-11-23')?.dial).toBe('12366 转 2');
  });

  test('leaves no line without a unit or words, then and now', () => {
    for (const day of ['2017-09-30', '2026-11-23']) {
      for (const line of hotlineDirectory(city, day)) {
        expect([line.id, line.unit, line.scope]).toEqual([
          line.id,
          expect.stringMatching(/./),
          expect.stringMatching(/.{6}/),
        ]);
      }
    }
    expect(city.hotlines.map(({ unit }) => unitToday(city, unit, '2026-11-23'))).not.toContain(undefined);
  });
});
