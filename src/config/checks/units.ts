import type { City } from '../../core/model/city.js';
import type { Finding } from '../problem.js';
import { expect, expectKnown, expectUnique } from './expect.js';

/** Whatever happens to a unit, somebody does its work, and following the successors comes to an end. */
export function checkUnits({ units, regions, platforms }: City): Finding[] {
  const counties = new Set(units.flatMap(({ id, kind }) => (kind === 'county' ? [id] : [])));
  const ids = new Set(units.map(({ id }) => id));
  const codes = new Set(regions.map(({ code }) => code));
  const next = new Map(units.map(({ id, successors }) => [id, successors]));
  return [
    ...expectUnique(
      units.map(({ id }) => id),
      (index) => ['units', index, 'id'],
    ),
    ...platforms.flatMap(({ unit }, index) =>
      expectKnown(unit, counties, ['platforms', index, 'unit'], { what: 'county unit', file: 'units.json' }),
    ),
    ...units.flatMap(({ id, name, region, validFrom, validTo, successors }, index) => [
      ...successors.flatMap((successor, place) =>
        expectKnown(successor, ids, ['units', index, 'successors', place], {
          what: 'unit',
          file: 'units.json',
        }),
      ),
      ...expectKnown(region, codes, ['units', index, 'region'], { what: 'region', file: 'regions.json' }),
      ...expect(
        validTo === undefined || validFrom <= validTo,
        ['units', index, 'validTo'],
        `the unit ends (${validTo ?? ''}) before it begins (${validFrom})`,
        'Correct one of the two days',
      ),
      ...expect(
        validTo === undefined || successors.length > 0,
        ['units', index, 'successors'],
        `"${name}" has ended and nobody does its work`,
        'Name the unit that took it over, the main one first',
      ),
      ...expect(
        validTo !== undefined || successors.length === 0,
        ['units', index, 'validTo'],
        `"${name}" has successors but no last day`,
        'Add validTo, or remove the successors',
      ),
      ...expect(
        !leadsBackTo(id, next),
        ['units', index, 'successors'],
        'the successors lead back to this unit',
        'Break the circle',
      ),
    ]),
  ];
}

function leadsBackTo(id: string, next: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [...(next.get(id) ?? [])];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step === id) return true;
    if (!seen.has(step)) open.push(...(next.get(step) ?? []));
    seen.add(step);
  }
  return false;
}
