import { Long } from 'bson';
import fc from '../../support/fc.js';
import type { Document } from '../../../src/embedded/document.js';

/** Small values of few kinds, so that generated documents, filters and updates often meet. */

const scalar: fc.Arbitrary<unknown> = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom('x', 'y', null, true, Long.fromNumber(2)),
);

const name = fc.constantFrom('a', 'b', 'c');

export const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(name, tie('value'), { maxKeys: 2, noNullPrototype: true }) },
  ),
})).value;

export const document: fc.Arbitrary<Document> = fc.dictionary(name, value, {
  maxKeys: 3,
  noNullPrototype: true,
});

export const path = fc.constantFrom(
  'a',
  'b',
  'c',
  'a.b',
  'a.c',
  'b.a',
  'a.0',
  'a.1',
  'a.b.c',
  'a.0.b',
  'b.0.1',
  'a.b.0',
);

const ranges = fc.dictionary(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), value, {
  minKeys: 1,
  maxKeys: 2,
  noNullPrototype: true,
});

const operators: fc.Arbitrary<Document> = fc.oneof(
  { depthSize: 'small' },
  ranges,
  fc.record({ $eq: value }),
  fc.record({ $ne: value }),
  fc.record({ $in: fc.array(value, { maxLength: 3 }) }),
  fc.record({ $nin: fc.array(value, { maxLength: 3 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $type: fc.constantFrom('int', 'long', 'string', 'object', 'array', 'null', 'bool') }),
  fc.record({ $size: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ $all: fc.array(value, { maxLength: 2 }) }),
  fc.record({ $mod: fc.constantFrom([2, 0], [2, 1], [3, 2]) }),
  fc.record({ $not: ranges }),
  fc.record({
    $elemMatch: fc.oneof(
      ranges,
      fc.dictionary(name, value, { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
    ),
  }),
);

export const filter: fc.Arbitrary<Document> = fc.letrec<{ filter: Document }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    {
      weight: 6,
      arbitrary: fc.dictionary(path, fc.oneof(value, operators), { maxKeys: 2, noNullPrototype: true }),
    },
    { weight: 1, arbitrary: fc.record({ $and: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ $or: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ $nor: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }) }) },
  ),
})).filter;

const updatePath = fc.constantFrom(
  'a',
  'b',
  'c',
  'a.b',
  'a.c',
  'b.a',
  'a.0',
  'a.2',
  'a.b.c',
  'a.0.b',
  'a.$[]',
  'a.$[].b',
  'a.$[e]',
  'a.$[e].b',
  'a.b.$[]',
  'b.$[e].c',
);
const plainPath = fc.constantFrom('a', 'b', 'c', 'd', 'a.b', 'b.a', 'a.b.c');
const number = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constant(Long.fromNumber(2)), fc.constant('x'));
const push = fc.oneof(
  value,
  fc.record(
    {
      $each: fc.array(value, { maxLength: 3 }),
      $position: fc.integer({ min: -2, max: 3 }),
      $slice: fc.integer({ min: -3, max: 3 }),
      $sort: fc.constantFrom(1, -1),
    },
    { requiredKeys: ['$each'] },
  ),
);

/** One operator on one path. */
export const change: fc.Arbitrary<{ operator: string; path: string; operand: unknown }> = fc.oneof(
  at('$set', value),
  at('$unset', fc.constant('')),
  at('$inc', number),
  at('$mul', number),
  at('$min', value),
  at('$max', value),
  at('$push', push),
  at('$addToSet', fc.oneof(value, fc.record({ $each: fc.array(value, { maxLength: 3 }) }))),
  at(
    '$pull',
    fc.oneof(scalar, ranges, fc.dictionary(name, scalar, { minKeys: 1, maxKeys: 1, noNullPrototype: true })),
  ),
  at('$pullAll', fc.array(value, { maxLength: 3 })),
  at('$pop', fc.constantFrom(1, -1)),
  at('$setOnInsert', value),
  fc.record({ operator: fc.constant('$rename'), path: plainPath, operand: plainPath }),
);

/** The condition of the array filter `e`. */
export const elementFilter: fc.Arbitrary<Document> = fc.oneof(
  fc.record({ e: scalar }),
  fc.record({ e: ranges }),
  fc.record({ 'e.b': scalar }),
);

function at(operator: string, operand: fc.Arbitrary<unknown>) {
  return fc.record({ operator: fc.constant(operator), path: updatePath, operand });
}
