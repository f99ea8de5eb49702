import type { City, Form } from '../../core/model/city.js';
import { RequestType } from '../../core/model/codes.js';
import type { Finding } from '../problem.js';
import { expect, expectKnown, expectUnique } from './expect.js';

/** There is a form for each request type, and each can be filled in. */
export function checkForms({ forms }: City): Finding[] {
  const types = forms.map(({ type }) => type);
  return [
    ...expectUnique(types, (index) => ['forms', index, 'type']),
    ...RequestType.options.flatMap((type) =>
      expect(types.includes(type), ['forms'], `there is no form for "${type}"`, 'Add one'),
    ),
    ...forms.flatMap(checkForm),
  ];
}

function checkForm({ fields }: Form, index: number): Finding[] {
  const ids = fields.map(({ id }) => id);
  return [
    ...expectUnique(ids, (place) => ['forms', index, 'fields', place, 'id']),
    ...fields.flatMap(({ kind, when, options }, place) => [
      ...expectKnown(when?.field, new Set(ids), ['forms', index, 'fields', place, 'when', 'field'], {
        what: 'field',
        file: 'this form',
      }),
      ...expect(
        kind !== 'choice' || options.length >= 2,
        ['forms', index, 'fields', place, 'options'],
        'a choice needs at least two options',
        'Add options, or use another kind',
      ),
    ]),
    ...expect(
      fields.some(({ kind, need }) => kind === 'matter' && need === 'always'),
      ['forms', index, 'fields'],
      'no field asks what the matter is',
      'Add a field of kind "matter" with need "always"',
    ),
  ];
}
