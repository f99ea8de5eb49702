import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { loadCity } from '../../src/config/load-city.js';

const city = loadCity(join('config', 'city', 'yancheng'));

const DIVISIONS = '../shared/data/yancheng/yancheng_divisions.json';
const Division = z.object({ code: z.string(), children: z.array(z.object({ code: z.string() })) });
const whenThere = existsSync(DIVISIONS) ? test : test.skip;

describe('the territory of Yancheng', () => {
  const towns = city.regions.filter(({ level }) => level === 'town');
  const counties = city.regions.filter(({ level }) => level === 'county');

  test('is nine counties, the development zone and 154 towns', () => {
    expect(counties.map(({ code }) => code)).toEqual([
      ...['320902', '320903', '320904', '320921', '320922', '320923', '320924', '320925', '320971', '320981'],
    ]);
    expect(towns).toHaveLength(154);
  });

  whenThere('has the codes of the official list', () => {
    const { children } = z
      .object({ children: z.array(Division) })
      .parse(JSON.parse(readFileSync(DIVISIONS, 'utf8')));
    expect(towns.map(({ code }) => code)).toEqual(
      children.flatMap((county) => county.children.map(({ code }) => code)),
    );
  });

  test('has a platform for each county, and two zones without a code of their own', () => {
    const platforms = city.units.filter(({ kind }) => kind === 'county');
    expect(platforms.map(({ region }) => region).sort()).toEqual(
      counties
        .map(({ code }) => code)
        .filter((code) => code !== '320971')
        .sort(),
    );
    const zones = city.units.filter(({ kind }) => kind === 'district-zone');
    expect(zones.map(({ id, region }) => [id, region])).toEqual([
      ['zone-development', undefined],
      ['zone-yannan', undefined],
    ]);
  });
});

describe('the categories', () => {
  const branches = city.categories.filter(({ parent }) => parent === undefined);

  test.each(branches.map(({ code, name }) => [name, code]))('%s have 6 to 13 leaves', (_name, code) => {
    const leaves = city.categories.filter(({ parent }) => parent === code);
    expect(leaves.length).toBeGreaterThanOrEqual(6);
    expect(leaves.length).toBeLessThanOrEqual(13);
  });

  test('are all known to the lexicon, so that each can be recognised', () => {
    const leaves = city.categories.filter(({ parent }) => parent !== undefined).map(({ code }) => code);
    expect(leaves.filter((code) => !(code in city.lexicon.categories))).toEqual([]);
  });
});

describe('the forms', () => {
  const needs = (type: string) =>
    Object.fromEntries(
      city.forms.find((form) => form.type === type)?.fields.map(({ id, need }) => [id, need]) ?? [],
    );

  test('ask for little', () => {
    expect(needs('consultation')).toMatchObject({ matter: 'always', place: 'take', phone: 'take' });
    for (const type of ['complaint', 'help', 'report']) {
      expect(needs(type)).toMatchObject({ matter: 'always', place: 'always', phone: 'ask', name: 'take' });
    }
    for (const { fields } of city.forms) {
      expect(fields.filter(({ need }) => need === 'always').length).toBeLessThanOrEqual(2);
    }
  });

  test('ask first for what matters most', () => {
    for (const { fields } of city.forms) {
      const weights = fields.map(({ weight }) => weight);
      expect(new Set(weights).size).toBe(weights.length);
      expect(Math.max(...weights)).toBe(fields.find(({ kind }) => kind === 'matter')?.weight);
    }
  });
});
