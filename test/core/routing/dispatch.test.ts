import { describe, expect, test } from '@jest/globals';
import type { Place } from '../../../src/core/model/place.js';
import { suggestDispatch } from '../../../src/core/routing/dispatch.js';
import { city } from '../deadline/city.js';

const day = '2026-11-23';
const suggest = (category?: string, place?: Place, on = city, matter = '路灯不亮') =>
  suggestDispatch(on, { category, place, matter, secrecy: 'open' }, day);
const funing = { text: '阜宁县阜城街道', county: '320923', town: '320923001' };

describe('a suggestion for dispatch', () => {
  test('sends what one unit handles everywhere to that unit, wherever it is', () => {
    expect(suggest('FW08', funing)).toMatchObject({
      type: 'unit',
      unit: { id: 'housing-fund' },
      reason: '派单目录：住房与物业 / 住房公积金',
      alternatives: [{ unit: { id: 'county-funing' }, reason: '属地：阜宁县' }],
    });
  });

  test('else lets the territory lead', () => {
    expect(suggest('CG02', funing)).toMatchObject({
      unit: { id: 'county-funing' },
      alternatives: [{ unit: { id: 'urban-management' } }],
    });
  });

  test('else takes the unit of the category', () => {
    expect(suggest('CG02')).toMatchObject({ unit: { id: 'urban-management' }, alternatives: [] });
    expect(suggest('CG02', { text: '家门口' })).toMatchObject({ unit: { id: 'urban-management' } });
  });

  test('takes the territory where the category is unknown', () => {
    expect(suggest(undefined, funing)).toMatchObject({ unit: { id: 'county-funing' }, alternatives: [] });
    expect(suggest('ZZ99', { text: '阜宁', county: '320923' })).toMatchObject({
      unit: { id: 'county-funing' },
    });
  });

  test.each([
    [
      'a street of 盐都区 that 盐南 runs',
      { text: '新都街道', county: '320903', town: '320903050' },
      'zone-yannan',
    ],
    ['盐南 named without any code', { text: '城南新区解放南路', county: undefined }, 'zone-yannan'],
    ['盐南 named together with the district', { text: '盐都区城南新区', county: '320903' }, 'zone-yannan'],
    ['the development zone', { text: '步凤镇', county: '320971', town: '320971100' }, 'zone-development'],
    [
      'a town of 盐都区 that it runs itself',
      { text: '龙冈镇', county: '320903', town: '320903109' },
      'county-yandu',
    ],
    ['a town whose county was not said', { text: '合德镇', town: '320924100' }, 'county-sheyang'],
  ])('knows who runs %s', (_what, place, unit) => {
    expect(suggest('CG02', place)).toMatchObject({ unit: { id: unit } });
  });

  test('hears a zone without a code in the matter itself, unless the place says otherwise', () => {
    const road = { text: '解放南路', detail: '解放南路' };
    expect(suggest('CG07', road, city, '城南新区解放南路路灯坏了')).toMatchObject({
      unit: { id: 'zone-yannan' },
      reason: '属地：盐南高新区',
    });
    const town = { text: '龙冈镇', county: '320903', town: '320903109' };
    expect(suggest('CG07', town, city, '从城南新区搬来，门口路灯坏了')).toMatchObject({
      unit: { id: 'county-yandu' },
    });
  });

  test('names the unit of today where the catalogue still names the old one, and says so', () => {
    const categories = [
      { code: 'AA', name: '环保', unit: 'environmental-protection', urgency: 'normal' as const },
    ];
    expect(suggest('AA', undefined, { ...city, categories })).toMatchObject({
      unit: { id: 'ecology-environment' },
      reason: '派单目录：环保（原市环保局职责）',
    });
  });

  test('is none when neither place nor category is known', () => {
    expect(suggest()).toEqual({ type: 'none', reason: '地点和分类都不明确，请人工判断' });
    expect(suggest('ZZ99', { text: '上海市浦东新区', county: '310115' })).toMatchObject({ type: 'none' });
  });

  test('is none for a sealed matter, however clear it is', () => {
    const sealed = suggestDispatch(
      city,
      { category: 'SN09', place: funing, matter: '', secrecy: 'sealed' },
      day,
    );
    expect(sealed.type).toBe('none');
  });

  test('exists for every leaf of the tree', () => {
    const leaves = city.categories.filter(({ parent }) => parent !== undefined);
    expect(leaves.filter(({ code }) => suggest(code).type === 'none')).toEqual([]);
  });
});
