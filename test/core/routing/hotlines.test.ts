import { describe, expect, test } from '@jest/globals';
import {
  enteredBy,
  hotlineDirectory,
  hotlineOf,
  hotlineOfCategory,
  hotlineOfNumber,
  zonesOf,
} from '../../../src/core/routing/hotlines.js';
import { unitToday } from '../../../src/core/routing/units.js';
import { suggestDispatch } from '../../../src/core/routing/dispatch.js';
import { ticket } from '../../store/samples.js';
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

describe('the number that was dialled', () => {
  const retiredLines = [{ number: '0515-88881234', name: '路灯报修', to: '12319', since: '2017-01-01' }];
  const on = { ...city, retiredLines };

  test.each([
    ['12319', '12319'],
    ['12366', '12366-2'],
    ['0515-88881234', '12319'],
    ['0515-00000000', undefined],
  ])('%s leads to %s', (number, id) => {
    expect(hotlineOfNumber(on, number)?.id).toBe(id);
  });

  test('is recorded with the ticket, and its line is the hotline where nothing else was said', () => {
    const { request } = ticket('t1', '路灯不亮');
    const entered = enteredBy({ ...request, hotline: undefined }, '0515-88881234', on);
    expect(entered).toMatchObject({ hotline: '12319', source: { entry: '0515-88881234' } });
    expect(enteredBy({ ...request, hotline: '12333' }, '12319', on).hotline).toBe('12333');
    expect(enteredBy(request, 'web', on)).toBe(request);
  });

  test('a merged line brings its unit, of today; emergency and sealed lines bring none', () => {
    const suggest = (hotline: string) =>
      suggestDispatch(city, { hotline, matter: '不清楚', secrecy: 'open' }, '2026-11-23');
    expect(suggest('12315')).toMatchObject({ type: 'unit', unit: { id: 'market-regulation' } });
    for (const line of ['110', '12388']) expect(suggest(line).type).toBe('none');
  });
});

test('only who sits in a zone has its queue', () => {
  const hotlines = city.hotlines.map((line) => (line.id === '12329' ? { ...line, seats: ['gjj1'] } : line));
  expect(zonesOf({ hotlines }, 'gjj1').map(({ id }) => id)).toEqual(['12329']);
  expect(zonesOf({ hotlines }, 'other')).toEqual([]);
});
