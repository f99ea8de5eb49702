import type { City } from '../../core/model/city.js';
import type { Finding } from '../problem.js';
import { expect, expectKnown, expectUnique } from './expect.js';

/** Every line is there once and has its unit. */
export function checkHotlines({ hotlines, units }: City): Finding[] {
  const unitIds = new Set(units.map(({ id }) => id));
  return [
    ...expectUnique(
      hotlines.map(({ id }) => id),
      (index) => ['hotlines', index, 'id'],
    ),
    ...expectUnique(
      hotlines.map(({ planRow }) => planRow),
      (index) => ['hotlines', index, 'planRow'],
    ),
    ...hotlines.flatMap(({ id, dial, ext, unit }, index) => [
      ...expectKnown(unit, unitIds, ['hotlines', index, 'unit'], { what: 'unit', file: 'units.json' }),
      ...expect(
        id === (ext === undefined ? dial : `${dial}-${ext}`),
        ['hotlines', index, 'id'],
        `the id "${id}" does not say dial and ext`,
        'Write it as dial, or dial-ext',
      ),
    ]),
  ];
}
