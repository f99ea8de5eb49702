import { describe, expect, test } from '@jest/globals';
import { Decimal128, Long } from 'bson';
import type { Document } from '../../../src/embedded/document.js';
import { StoreError, duplicateKey } from '../../../src/embedded/errors.js';
import { compilePipeline } from '../../../src/embedded/aggregate/pipeline.js';
import { compileFilter } from '../../../src/embedded/matcher.js';
import { compileProjection } from '../../../src/embedded/project.js';
import { compileUpdate, seedFromFilter } from '../../../src/embedded/updater.js';
import { Collections, aggregate } from './pipeline-runner.js';

const now = new Date(0);

/** The error a call ends with, or undefined. */
function errorOf(run: () => unknown): { code: number; message: string } | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof StoreError) return { code: error.code, message: error.message };
    throw error;
  }
}

interface UpdateError {
  readonly code: number;
  readonly update: unknown;
  readonly doc?: Document;
  readonly says: string;
  readonly arrayFilters?: readonly unknown[];
  readonly isInsert?: boolean;
}

describe('updates fail with the codes and words of MongoDB', () => {
  const cases: readonly UpdateError[] = [
    {
      code: 2,
      update: { $push: { a: 1 } },
      doc: { _id: 1, a: 1 },
      says: "The field 'a' must be an array but is of type int in document {_id: 1}",
    },
    {
      code: 2,
      update: { $addToSet: { a: 1 } },
      doc: { a: 'x' },
      says: "Cannot apply $addToSet to non-array field. Field named 'a' has non-array type string",
    },
    { code: 2, update: { $pull: { a: 1 } }, doc: { a: 1 }, says: 'Cannot apply $pull to a non-array value' },
    {
      code: 2,
      update: { $pullAll: { a: 1 } },
      says: '$pullAll requires an array argument but was given a int',
    },
    {
      code: 2,
      update: { $push: { a: { $each: 1 } } },
      says: 'The argument to $each in $push must be an array but it was of type: int',
    },
    { code: 2, update: { $push: { a: { $each: [], $foo: 1 } } }, says: 'Unrecognized clause in $push: $foo' },
    {
      code: 2,
      update: { $push: { a: { $each: [], $slice: 1.5 } } },
      says: 'The value for $slice must be an integer value',
    },
    {
      code: 2,
      update: { $push: { a: { $each: [], $sort: 2 } } },
      says: 'The $sort element value must be either 1 or -1',
    },
    {
      code: 2,
      update: { $set: { 'a.$.b': 1 } },
      doc: { a: [{ b: 0 }] },
      says: 'The positional operator did not find the match needed from the query.',
    },
    {
      code: 2,
      update: { $set: { 'a.$.b.$': 1 } },
      says: "Too many positional (i.e. '$') elements found in path 'a.$.b.$'",
    },
    { code: 2, update: { $set: { $: 1 } }, says: 'element in the first position in path' },
    {
      code: 2,
      update: { $set: { 'a.$[e]': 1 } },
      says: "No array filter found for identifier 'e' in path 'a.$[e]'",
    },
    {
      code: 2,
      update: { $set: { 'a.$[]': 1 } },
      doc: { a: 1 },
      says: 'Cannot apply array updates to non-array element a: 1',
    },
    {
      code: 2,
      update: { $set: { 'a.$[]': 1 } },
      doc: {},
      says: "The path 'a' must exist in the document in order to apply array updates.",
    },
    {
      code: 2,
      update: { $set: { 'a.$[E]': 1 } },
      arrayFilters: [{ E: 1 }],
      says: 'must be an alphanumeric string beginning with a lowercase letter',
    },
    { code: 2, update: { $rename: { a: 1 } }, says: "The 'to' field for $rename must be a string: a: 1" },
    { code: 2, update: { $rename: { a: 'a' } }, says: 'The source and target field for $rename must differ' },
    {
      code: 2,
      update: { $rename: { 'a.b': 'c' } },
      doc: { _id: 1, a: [{ b: 1 }] },
      says: "The source field cannot be an array element, 'a.b' in doc with _id: 1",
    },
    {
      code: 2,
      update: { $rename: { c: 'a.b' } },
      doc: { _id: 1, a: [], c: 1 },
      says: "The destination field cannot be an array element, 'a.b' in doc with _id: 1",
    },
    {
      code: 2,
      update: { $currentDate: { a: { $type: 'time' } } },
      says: "required to be 'date' or 'timestamp'",
    },
    {
      code: 2,
      update: { $inc: { a: Long.MAX_VALUE } },
      doc: { a: Long.MAX_VALUE },
      says: 'Failed to apply $inc operations to current value',
    },
    {
      code: 2,
      update: { $inc: { a: 1 } },
      doc: { a: Decimal128.fromString('1') },
      says: 'embedded store: value Decimal128 in $inc is not supported',
    },
    { code: 9, update: 5, says: 'Update argument must be either an object or an array' },
    {
      code: 9,
      update: [{ $set: { a: 1 } }],
      says: 'embedded store: update operator [pipeline] is not supported',
    },
    { code: 9, update: { $set: 1 }, says: 'Modifiers operate on fields but we found type int instead' },
    { code: 9, update: { $set: { a: 1 }, b: 1 }, says: 'Unknown modifier: b' },
    {
      code: 9,
      update: { $bit: { a: { and: 1 } } },
      says: 'embedded store: update operator $bit is not supported',
    },
    { code: 9, update: { $pop: { a: 2 } }, says: '$pop expects 1 or -1, found: 2' },
    {
      code: 9,
      update: { $set: { a: 1 } },
      arrayFilters: [{ e: 1 }],
      says: "The array filter for identifier 'e' was not used in the update",
    },
    {
      code: 9,
      update: { $set: { 'a.$[e]': 1 } },
      arrayFilters: [{ e: 1, f: 1 }],
      says: "Expected a single top-level field name, found 'e' and 'f'",
    },
    {
      code: 9,
      update: { $set: { 'a.$[e]': 1 } },
      arrayFilters: [{ e: 1 }, { e: 2 }],
      says: 'Found multiple array filters with the same top-level field name e',
    },
    {
      code: 14,
      update: { $inc: { a: 1 } },
      doc: { _id: 1, a: 'x' },
      says: "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'a' of non-numeric type string",
    },
    { code: 14, update: { $inc: { a: 1 } }, doc: { _id: 1, a: null }, says: 'of non-numeric type null' },
    {
      code: 14,
      update: { $mul: { 'a.b': 1 } },
      doc: { _id: 1, a: { b: 'x' } },
      says: "has the field 'a.b' of non-numeric type string",
    },
    { code: 14, update: { $inc: { a: 'x' } }, says: 'Cannot increment with non-numeric argument: {a: "x"}' },
    { code: 14, update: { $mul: { a: 'x' } }, says: 'Cannot multiply with non-numeric argument: {a: "x"}' },
    {
      code: 14,
      update: { $pop: { a: 1 } },
      doc: { a: 1 },
      says: "Path 'a' contains an element of non-array type 'int'",
    },
    {
      code: 28,
      update: { $set: { 'a.b': 1 } },
      doc: { a: 1 },
      says: "Cannot create field 'b' in element {a: 1}",
    },
    {
      code: 28,
      update: { $set: { 'a.b': 1 } },
      doc: { a: null },
      says: "Cannot create field 'b' in element {a: null}",
    },
    {
      code: 28,
      update: { $inc: { 'a.b': 1 } },
      doc: { a: [1] },
      says: "Cannot create field 'b' in element {a: [ 1 ]}",
    },
    {
      code: 28,
      update: { $push: { 'a.b.c': 1 } },
      doc: { a: { b: 'x' } },
      says: 'Cannot create field \'c\' in element {b: "x"}',
    },
    {
      code: 40,
      update: { $set: { a: 1 }, $inc: { a: 1 } },
      says: "Updating the path 'a' would create a conflict at 'a'",
    },
    {
      code: 40,
      update: { $set: { a: 1, 'a.b': 1 } },
      says: "Updating the path 'a.b' would create a conflict at 'a'",
    },
    {
      code: 40,
      update: { $set: { 'a.b': 1 }, $unset: { a: 1 } },
      says: "Updating the path 'a' would create a conflict at 'a'",
    },
    {
      code: 40,
      update: { $rename: { a: 'b' }, $set: { b: 1 } },
      says: "Updating the path 'b' would create a conflict at 'b'",
    },
    {
      code: 40,
      update: { $set: { 'a.$[x]': 1, 'a.$[]': 2 } },
      doc: { a: [1] },
      arrayFilters: [{ x: 1 }],
      says: "Updating the path 'a.0' would create a conflict at 'a.0'",
    },
    { code: 52, update: { a: 1, $set: { b: 1 } }, says: "The dollar ($) prefixed field '$set'" },
    { code: 52, update: { $set: { 'a.$b': 1 } }, says: "The dollar ($) prefixed field '$b'" },
    {
      code: 56,
      update: { $set: { 'a..b': 1 } },
      says: "The update path 'a..b' contains an empty field name",
    },
    {
      code: 66,
      update: { $set: { _id: 2 } },
      doc: { _id: 1 },
      says: "Performing an update on the path '_id' would modify the immutable field '_id'",
    },
    { code: 66, update: { $unset: { _id: 1 } }, doc: { _id: 1 }, says: 'immutable' },
    { code: 66, update: { $set: { '_id.a': 2 } }, doc: { _id: { a: 1 } }, says: 'immutable' },
    { code: 66, update: { $set: { _id: 2 } }, doc: { _id: 1 }, isInsert: true, says: 'immutable' },
    {
      code: 66,
      update: { _id: 2, a: 1 },
      doc: { _id: 1 },
      says: "the (immutable) field '_id' was found to have been altered to _id: 2",
    },
    {
      code: 231,
      update: { $set: { 'a.9999999': 1 } },
      doc: { a: [] },
      says: "can't backfill more than 1500000 array elements",
    },
  ];

  test.each(cases)('$code $says', ({ code, update, doc = {}, says, arrayFilters, isInsert = false }) => {
    const error = errorOf(() => compileUpdate(update, { arrayFilters }).apply(doc, { isInsert, now }));
    expect(error).toEqual({ code, message: expect.stringContaining(says) });
  });

  const harmless: readonly [update: Document, doc: Document][] = [
    [{ $unset: { 'a.b': 1 } }, { a: 1 }],
    [{ $unset: { 'a.b': 1 } }, { a: [1] }],
    [{ $pull: { a: 1 } }, {}],
    [{ $pop: { 'a.b': 1 } }, { a: {} }],
    [{ $setOnInsert: { 'a.b': 1 } }, { a: 1 }],
    [{ $set: { _id: 1 } }, { _id: 1 }],
    [{ $rename: { b: 'a.c' } }, { a: 1 }],
    [{ $set: { 'a.$[]': 1 } }, { a: [] }],
  ];
  test.each(harmless)('%j changes nothing in %j and hands back the same document', (update, doc) => {
    expect(compileUpdate(update).apply(doc, { isInsert: false, now })).toBe(doc);
  });
});

describe('filters fail with the codes of MongoDB', () => {
  const cases: readonly [filter: Document, says: string][] = [
    [{ $and: [] }, 'nonempty array'],
    [{ $or: 1 }, '$or must be an array'],
    [{ $nor: [1] }, 'entries need to be full objects'],
    [{ a: { $in: 1 } }, '$in needs an array'],
    [{ a: { $in: [{ $gt: 1 }] } }, 'cannot nest $ under $in'],
    [{ a: { $not: 1 } }, '$not needs a regex or a document'],
    [{ a: { $not: {} } }, '$not cannot be empty'],
    [{ a: { $size: -1 } }, 'non-negative'],
    [{ a: { $size: 'x' } }, 'Expected an integer'],
    [{ a: { $mod: [0, 1] } }, 'divisor cannot be 0'],
    [{ a: { $mod: [1] } }, 'not enough elements'],
    [{ a: { $type: 'text' } }, 'Unknown type name alias: text'],
    [{ a: { $type: 99 } }, 'Invalid numerical type code: 99'],
    [{ a: { $all: 1 } }, '$all needs an array'],
    [{ a: { $elemMatch: 1 } }, '$elemMatch needs an Object'],
    [{ a: { $options: 'i' } }, '$options needs a $regex'],
    [{ a: { $gt: /x/ } }, "Can't have RegEx"],
    [{ a: { $gt: 1, b: 2 } }, 'unknown operator: b'],
  ];

  test.each(cases)('%j', (filter, says) => {
    expect(errorOf(() => compileFilter(filter))).toEqual({ code: 2, message: expect.stringContaining(says) });
  });

  test.each([
    [{ a: { $regex: '(' } }, 51091],
    [{ a: { $regex: 'a', $options: 'q' } }, 51108],
    [{ a: { $regex: 'a', $options: 'x' } }, 238],
    [{ $expr: { $gt: ['$$nobody', 1] } }, 17276],
    [{ $expr: { $gt: [1] } }, 16020],
  ])('%j fails with %d', (filter, code) => {
    expect(errorOf(() => compileFilter(filter))?.code).toBe(code);
  });
});

describe('projections fail with the codes of MongoDB', () => {
  test.each([
    [{ a: 1, b: 0 }, 31254],
    [{ a: 0, b: 1 }, 31253],
    [{ a: 1, 'a.b': 1 }, 31249],
    [{ 'a.b': 1, a: 1 }, 31250],
    [{ 'a.$': 1 }, 2],
    [{ a: { $slice: 'x' } }, 28667],
    [{ a: { $elemMatch: 1 } }, 2],
    [{ a: { $meta: 'textScore' } }, 168],
    [{ a: {} }, 51270],
  ])('%j: %d', (projection, code) => {
    expect(errorOf(() => compileProjection(projection))?.code).toBe(code);
  });
});

describe('pipelines fail with the codes of MongoDB', () => {
  const cases: readonly [stage: Document, code: number][] = [
    [{}, 40323],
    [{ $match: {}, $limit: 1 }, 40323],
    [{ $match: 1 }, 15959],
    [{ $limit: 0 }, 15958],
    [{ $skip: -1 }, 5107200],
    [{ $sort: {} }, 15976],
    [{ $sort: { a: 5 } }, 15975],
    [{ $count: '' }, 40156],
    [{ $project: {} }, 51272],
    [{ $project: { a: { $slice: ['$b', 1] } } }, 168],
    [{ $group: {} }, 15955],
    [{ $group: { _id: 1, a: 1 } }, 40234],
    [{ $group: { _id: 1, a: { $sum: 1, $max: 1 } } }, 40238],
    [{ $group: { _id: 1, a: { $median: 1 } } }, 15952],
    [{ $unwind: 'a' }, 28818],
    [{ $lookup: { from: 'x', as: 'y' } }, 9],
    [{ $lookup: { from: 'x', as: 'y', localField: 'a' } }, 9],
    [{ $lookup: { from: 'x', as: 'y', pipeline: [{ $out: 'z' }] } }, 40324],
    [{ $lookup: { from: 'x', as: 'y', let: { X: 1 }, pipeline: [] } }, 9],
    [{ $facet: {} }, 40169],
    [{ $facet: { a: [{ $facet: { b: [] } }] } }, 40600],
    [{ $replaceRoot: {} }, 40231],
    [{ $bucket: { groupBy: '$a', boundaries: [1] } }, 40192],
    [{ $bucket: { groupBy: '$a', boundaries: [2, 1] } }, 40194],
    [{ $bucket: { groupBy: '$a', boundaries: [2, 'x'] } }, 40193],
    [{ $addFields: { a: 1, 'a.b': 2 } }, 40176],
    [{ $addFields: { a: { $add: [1], $abs: 1 } } }, 15983],
    [{ $sortByCount: 'a' }, 40148],
    [{ $changeStream: {} }, 40573],
  ];

  test.each(cases)('%j: %d before anything is read', (stage, code) => {
    expect(errorOf(() => compilePipeline([stage], new Collections()))?.code).toBe(code);
  });

  test.each([
    [{ $add: ['x', 1] }, 14],
    [{ $subtract: ['x', 1] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 2],
    [{ $concat: [1] }, 16702],
    [{ $size: '$nobody' }, 17124],
    [{ $in: [1, 2] }, 40081],
    [{ $arrayElemAt: [1, 1] }, 28689],
    [{ $filter: { input: 1, cond: true } }, 28651],
    [{ $map: { input: 1, in: 1 } }, 16883],
    [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40066],
    [{ $year: 'x' }, 16006],
    [{ $dateToString: { date: new Date(0), format: '%q' } }, 18536],
    [{ $hour: { date: new Date(0), timezone: 'Mars/Olympus' } }, 40485],
    [{ $dateTrunc: { date: new Date(0), unit: 'fortnight' } }, 9],
    [{ $toLower: { $literal: [1] } }, 16007],
  ])('%j fails with %d where it is evaluated', async (expression, code) => {
    await expect(aggregate([{ $project: { v: expression } }], [{ _id: 1 }])).rejects.toMatchObject({ code });
  });
});

describe('upserts start from the equalities of the filter', () => {
  test.each([
    [
      { a: 1, b: { $gt: 2 }, c: { $eq: 3 } },
      { a: 1, c: 3 },
    ],
    [{ $and: [{ a: 1 }, { 'b.c': 2 }] }, { a: 1, b: { c: 2 } }],
    [{ $or: [{ a: 1 }] }, { a: 1 }],
    [{ $or: [{ a: 1 }, { a: 2 }] }, {}],
    [{ a: /x/, b: { x: 1 } }, { b: { x: 1 } }],
  ])('%j seeds %j', (filter, seed) => {
    expect(seedFromFilter(filter)).toEqual(seed);
  });

  test('a path fixed twice is refused with 54', () => {
    expect(errorOf(() => seedFromFilter({ a: 1, $and: [{ a: 2 }] }))?.code).toBe(54);
    expect(errorOf(() => seedFromFilter({ a: { b: 1 }, 'a.b': 2 }))?.code).toBe(54);
  });

  test('_id comes first in what is inserted', () => {
    const inserted = compileUpdate({ $set: { a: 1 }, $setOnInsert: { _id: 5 } }).apply(
      { z: 1 },
      { isInsert: true, now },
    );
    expect(Object.keys(inserted)).toEqual(['_id', 'z', 'a']);
  });
});

test('a duplicate key names index, pattern and value', () => {
  expect(duplicateKey('db.c', 'a_1', { a: 1 }, { a: 'x' })).toMatchObject({
    code: 11000,
    codeName: 'DuplicateKey',
    message: 'E11000 duplicate key error collection: db.c index: a_1 dup key: { a: "x" }',
    extra: { keyPattern: { a: 1 }, keyValue: { a: 'x' } },
  });
});
