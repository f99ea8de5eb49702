import type { City } from '../../core/model/city.js';
import type { Finding } from '../problem.js';
import { expect, expectKnown, expectUnique } from './expect.js';

/** Every town lies in a county, every county in the city, and the units that have them exist. */
export function checkRegions({ regions, units, profile }: City): Finding[] {
  const counties = new Set(regions.filter(({ level }) => level === 'county').map(({ code }) => code));
  const unitIds = new Set(units.map(({ id }) => id));
  return [
    ...expectUnique(
      regions.map(({ code }) => code),
      (index) => ['regions', index, 'code'],
    ),
    ...regions.flatMap((region, index) => [
      ...expectKnown(region.unit, unitIds, ['regions', index, 'unit'], { what: 'unit', file: 'units.json' }),
      ...expectKnown(
        region.parent,
        region.level === 'county' ? new Set([profile.divisionCode]) : counties,
        ['regions', index, 'parent'],
        region.level === 'county'
          ? { what: 'city', file: 'profile.json' }
          : { what: 'county', file: 'regions.json' },
      ),
    ]),
    ...ambiguousNames(namesOf(regions)),
  ];
}

/** A name that means two places would send half of its matters to the wrong one. */
function ambiguousNames(names: { name: string; index: number }[]): Finding[] {
  const first = new Map<string, number>();
  return names.flatMap(({ name, index }) => {
    const owner = first.get(name) ?? index;
    first.set(name, owner);
    return expect(
      owner === index,
      ['regions', index],
      `"${name}" already means another place (row ${owner})`,
      'Take it from the aliases of one of them',
    );
  });
}

function namesOf(regions: City['regions']): { name: string; index: number }[] {
  return regions.flatMap(({ name, aliases }, index) =>
    [...new Set([name, ...aliases])].map((called) => ({ name: called, index })),
  );
}
