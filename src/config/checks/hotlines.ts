import type { City } from '../../core/model/city.js';
import type { Finding } from '../problem.js';
import { expect, expectKnown, expectUnique } from './expect.js';

/** Every line is there once, has its unit, and is one of the plan or was approved. */
export function checkHotlines({ hotlines, units, retiredLines }: City): Finding[] {
  const lineIds = new Set(hotlines.map(({ id }) => id));
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
    ...expectUnique(
      retiredLines.map(({ number }) => number),
      (index) => ['retiredLines', index, 'number'],
    ),
    ...retiredLines.flatMap(({ number, to }, index) => [
      ...expectKnown(to, lineIds, ['retiredLines', index, 'to'], { what: 'hotline', file: 'hotlines.json' }),
      ...expect(
        !hotlines.some(({ id, dial }) => id === number || dial === number),
        ['retiredLines', index, 'number'],
        `"${number}" is a hotline that still runs`,
        'Remove it here, or take the hotline out of hotlines.json',
      ),
    ]),
    ...hotlines.flatMap(({ id, dial, ext, unit, planRow, approval, mode, seats }, index) => [
      ...expect(
        planRow !== undefined || approval !== undefined,
        ['hotlines', index],
        `the line "${id}" is not of the plan and has no approval`,
        'Add the supervision office’s record: approval {office, number, date}; new lines need it',
      ),
      ...expect(
        seats === undefined || mode === 'zone',
        ['hotlines', index, 'seats'],
        `the line "${id}" has seats but is no zone`,
        'Set mode to "zone", or remove the seats',
      ),
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
