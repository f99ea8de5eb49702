import type { City } from '../../core/model/city.js';
import type { Finding } from '../problem.js';
import { expect, expectKnown, expectUnique } from './expect.js';

/** The tree hangs together, and somebody handles every leaf. */
export function checkCategories({ categories, hotlines, units }: City): Finding[] {
  const codes = new Set(categories.map(({ code }) => code));
  const parents = new Set(categories.map(({ parent }) => parent));
  const lines = new Set(hotlines.map(({ id }) => id));
  const unitIds = new Set(units.map(({ id }) => id));
  return [
    ...expectUnique(
      categories.map(({ code }) => code),
      (index) => ['categories', index, 'code'],
    ),
    ...categories.flatMap(({ code, name, parent, hotline, unit }, index) => [
      ...expectKnown(parent, codes, ['categories', index, 'parent'], {
        what: 'category',
        file: 'categories.json',
      }),
      ...expect(
        code.length === 2 ? parent === undefined : code.slice(0, -2) === parent,
        ['categories', index, 'parent'],
        `"${code}" does not lie under "${parent ?? 'the root'}"`,
        'A code is its parent with two more digits',
      ),
      ...expectKnown(hotline, lines, ['categories', index, 'hotline'], {
        what: 'hotline',
        file: 'hotlines.json',
      }),
      ...expectKnown(unit, unitIds, ['categories', index, 'unit'], { what: 'unit', file: 'units.json' }),
      ...expect(
        parents.has(code) || unit !== undefined,
        ['categories', index, 'unit'],
        `nobody handles the leaf "${name}"`,
        'Name the unit that does',
      ),
    ]),
  ];
}
