import { describe, expect, test } from '@jest/globals';
import { Binary, Decimal128, Long, ObjectId } from 'bson';
import type { Document } from '../../../src/embedded/document.js';
import { compileFilter } from '../../../src/embedded/matcher.js';
import { compileUpdate } from '../../../src/embedded/updater.js';

const a = new ObjectId('64b000000000000000000001');
const b = new ObjectId('64b000000000000000000002');
const sameA = () => new ObjectId(a.toHexString());
const dec = (text: string) => Decimal128.fromString(text);
const bytes = (text: string) => new Binary(Buffer.from(text));
const now = new Date('2026-01-02T03:04:05Z');

describe('filters answer what MongoDB documents, also where in-memory query libraries differ', () => {
  const cases: readonly [name: string, filter: Document, doc: Document, matches: boolean][] = [
    ['equal ObjectIds are equal by value', { x: a }, { x: sameA() }, true],
    ['different ObjectIds differ', { x: a }, { x: b }, false],
    ['ObjectIds are ordered', { x: { $gt: a } }, { x: b }, true],
    ['ObjectIds are ordered, the other way', { x: { $gt: b } }, { x: a }, false],
    ['$in compares ObjectIds by value', { x: { $in: [b, a] } }, { x: sameA() }, true],
    ['a Long equals a number', { x: 5 }, { x: Long.fromNumber(5) }, true],
    ['a Long compares with a number', { x: { $gt: 4 } }, { x: Long.fromNumber(5) }, true],
    ['Decimal128 compares with Decimal128', { x: { $gt: dec('1.5') } }, { x: dec('10.5') }, true],
    ['Decimal128 9 is below 10', { x: { $lt: dec('10') } }, { x: dec('9') }, true],
    ['Decimal128 equals a number', { x: 5 }, { x: dec('5') }, true],
    ['null equals missing', { x: null }, {}, true],
    ['a string is never above a number', { x: { $gt: 5 } }, { x: 'abc' }, false],
    ['dates compare', { x: { $gte: new Date(5) } }, { x: new Date(6) }, true],
    ['a date never compares with a number', { x: { $gte: 1 } }, { x: new Date(6) }, false],
    [
      '$elemMatch wants one element for all',
      { x: { $elemMatch: { a: 1, b: { $gt: 2 } } } },
      {
        x: [
          { a: 1, b: 1 },
          { a: 1, b: 3 },
        ],
      },
      true,
    ],
    [
      '$elemMatch is not satisfied by two elements',
      { x: { $elemMatch: { a: 1, b: 3 } } },
      { x: [{ a: 1 }, { b: 3 }] },
      false,
    ],
    ['$type objectId', { x: { $type: 'objectId' } }, { x: a }, true],
    ['$type int', { x: { $type: 'int' } }, { x: 5 }, true],
    ['$type decimal', { x: { $type: 'decimal' } }, { x: dec('1') }, true],
    ['$type number', { x: { $type: 'number' } }, { x: 1.5 }, true],
    ['$type date', { x: { $type: 'date' } }, { x: new Date() }, true],
    ['$type binData', { x: { $type: 'binData' } }, { x: bytes('a') }, true],
    ['$type array sees the array', { x: { $type: 'array' } }, { x: [1] }, true],
    ['$type looks at elements', { x: { $type: 'string' } }, { x: ['a'] }, true],
    ['a regular expression with flags', { x: /^ab/i }, { x: 'ABc' }, true],
    ['binary data is equal by content', { x: bytes('a') }, { x: bytes('a') }, true],
    ['sub-documents with another field order differ', { x: { a: 1, b: 2 } }, { x: { b: 2, a: 1 } }, false],
    ['a path goes through arrays', { 'x.y': 2 }, { x: [{ y: 1 }, { y: 2 }] }, true],
    ['$expr compares fields', { $expr: { $gt: ['$a', '$b'] } }, { a: 2, b: 1 }, true],
    ['$not with a regular expression', { x: { $not: /^a/ } }, { x: 'b' }, true],
    ['$in null matches missing', { x: { $in: [null] } }, {}, true],
    ['$ne means no element', { x: { $ne: 1 } }, { x: [1, 2] }, false],
    ['$nin means no element', { x: { $nin: [1] } }, { x: [1] }, false],
    ['$exists is true of null', { x: { $exists: true } }, { x: null }, true],
    ['a number in a path names an element', { 'a.0': 1 }, { a: [1] }, true],
    ['a number in the middle of a path', { 'a.0.b': 1 }, { a: [{ b: 1 }] }, true],
    [
      '$elemMatch on scalars: one element for both bounds',
      { x: { $elemMatch: { $gt: 1, $lt: 3 } } },
      { x: [0, 2] },
      true,
    ],
    [
      '$all with $elemMatch',
      { x: { $all: [{ $elemMatch: { a: 1 } }, { $elemMatch: { a: 2 } }] } },
      { x: [{ a: 1 }, { a: 2 }] },
      true,
    ],
    ['$size', { x: { $size: 2 } }, { x: [1, 2] }, true],
    ['$mod', { x: { $mod: [4, 0] } }, { x: 8 }, true],
    ['$regex with $options', { x: { $regex: '^AB', $options: 'i' } }, { x: 'abc' }, true],
    ['a regular expression in $in', { x: { $in: [/^a/] } }, { x: 'abc' }, true],
    ['a regular expression over an array', { x: /^a/ }, { x: ['b', 'ab'] }, true],
    ['a whole array equals', { x: [1, 2] }, { x: [1, 2] }, true],
    ['an array as an element equals', { x: [1] }, { x: [[1]] }, true],
    ['any element may be above', { x: { $gt: 5 } }, { x: [1, 9] }, true],
    ['two bounds may be met by two elements', { x: { $gt: 5, $lt: 3 } }, { x: [1, 9] }, true],
    ['null equals an element', { x: null }, { x: [null, 1] }, true],
    ['null through an array: an element lacks the field', { 'a.b': null }, { a: [{ b: 1 }, {}] }, true],
    ['null through an array: scalars have no fields to lack', { 'a.b': null }, { a: [1] }, false],
    ['null through a scalar: the field is missing', { 'a.b': null }, { a: 1 }, true],
    ['$gte null is null', { x: { $gte: null } }, { x: null }, true],
    ['$gte null is missing too', { x: { $gte: null } }, {}, true],
    ['a date never compares with null', { x: { $lt: new Date() } }, { x: null }, false],
    ['true is not above 0', { x: { $gt: 0 } }, { x: true }, false],
    ['true is not 1', { x: 1 }, { x: true }, false],
    ['$nor', { $nor: [{ a: 1 }, { b: 1 }] }, { a: 2 }, true],
    ['$comment says nothing', { $comment: 'x', a: 1 }, { a: 1 }, true],
    ['NaN equals NaN', { x: Number.NaN }, { x: Number.NaN }, true],
    ['NaN is not below a number', { x: { $lt: 5 } }, { x: Number.NaN }, false],
    ['0 equals -0', { x: 0 }, { x: -0 }, true],
    ['a field called __proto__ is no prototype', { '__proto__.x': 1 }, {}, false],
    ['a field called constructor is missing', { constructor: { $exists: true } }, {}, false],
  ];

  test.each(cases)('%s', (_name, filter, doc, matches) => {
    expect(compileFilter(filter).test(doc)).toBe(matches);
  });
});

interface UpdateCase {
  readonly name: string;
  readonly doc: Document;
  readonly update: Document;
  readonly after: Document;
  readonly filter?: Document;
  readonly arrayFilters?: readonly Document[];
  readonly isInsert?: boolean;
}

describe('updates give what MongoDB documents', () => {
  const cases: readonly UpdateCase[] = [
    {
      name: '$set, $inc and a sorted $push together',
      doc: { a: { b: 1 } },
      update: { $set: { 'a.c': 2 }, $inc: { n: 1 }, $push: { arr: { $each: [3, 1], $sort: 1, $slice: 2 } } },
      after: { a: { b: 1, c: 2 }, arr: [1, 3], n: 1 },
    },
    {
      name: '$setOnInsert on insert',
      doc: {},
      update: { $setOnInsert: { a: 1 } },
      after: { a: 1 },
      isInsert: true,
    },
    { name: '$setOnInsert otherwise', doc: {}, update: { $setOnInsert: { a: 1 } }, after: {} },
    {
      name: 'the positional $ is the element the filter matched',
      doc: {
        a: [
          { k: 1, v: 1 },
          { k: 2, v: 1 },
        ],
      },
      update: { $set: { 'a.$.v': 9 } },
      filter: { 'a.k': 2 },
      after: {
        a: [
          { k: 1, v: 1 },
          { k: 2, v: 9 },
        ],
      },
    },
    {
      name: 'the positional $ after $elemMatch',
      doc: {
        a: [
          { k: 1, z: 0 },
          { k: 2, z: 0 },
        ],
      },
      update: { $set: { 'a.$.z': 1 } },
      filter: { a: { $elemMatch: { k: 2 } } },
      after: {
        a: [
          { k: 1, z: 0 },
          { k: 2, z: 1 },
        ],
      },
    },
    {
      name: 'arrayFilters',
      doc: {
        a: [
          { k: 1, v: 1 },
          { k: 2, v: 1 },
        ],
      },
      update: { $set: { 'a.$[e].v': 9 } },
      arrayFilters: [{ 'e.k': 2 }],
      after: {
        a: [
          { k: 1, v: 1 },
          { k: 2, v: 9 },
        ],
      },
    },
    {
      name: 'nested arrayFilters',
      doc: { a: [{ b: [{ k: 1 }] }] },
      update: { $set: { 'a.$[].b.$[e].k': 5 } },
      arrayFilters: [{ 'e.k': 1 }],
      after: { a: [{ b: [{ k: 5 }] }] },
    },
    {
      name: 'array filters see the elements before the update',
      doc: { a: [{ k: 1 }] },
      update: { $set: { 'a.$[x].k': 5, 'a.$[y].v': 1 } },
      arrayFilters: [{ 'x.k': 1 }, { 'y.k': 1 }],
      after: { a: [{ k: 5, v: 1 }] },
    },
    {
      name: '$[] is every element',
      doc: { a: [{ v: 1 }, { v: 2 }] },
      update: { $inc: { 'a.$[].v': 9 } },
      after: { a: [{ v: 10 }, { v: 11 }] },
    },
    {
      name: '$pull by sub-document',
      doc: { a: [{ k: 1 }, { k: 2 }] },
      update: { $pull: { a: { k: 1 } } },
      after: { a: [{ k: 2 }] },
    },
    { name: '$pull by ObjectId', doc: { a: [a, b] }, update: { $pull: { a: sameA() } }, after: { a: [b] } },
    {
      name: '$pull by operator',
      doc: { a: [1, 2, 3] },
      update: { $pull: { a: { $in: [1, 2] } } },
      after: { a: [3] },
    },
    { name: '$pullAll', doc: { a: [1, 2, 3] }, update: { $pullAll: { a: [1, 3] } }, after: { a: [2] } },
    {
      name: '$addToSet of an equal ObjectId',
      doc: { a: [a] },
      update: { $addToSet: { a: sameA() } },
      after: { a: [a] },
    },
    {
      name: '$addToSet of an equal document',
      doc: { a: [{ x: 1 }] },
      update: { $addToSet: { a: { x: 1 } } },
      after: { a: [{ x: 1 }] },
    },
    {
      name: '$addToSet $each',
      doc: { a: [1] },
      update: { $addToSet: { a: { $each: [1, 2, 2] } } },
      after: { a: [1, 2] },
    },
    { name: '$unset', doc: { a: 1, b: 2 }, update: { $unset: { a: '' } }, after: { b: 2 } },
    {
      name: '$unset of an element leaves null',
      doc: { a: [1, 2] },
      update: { $unset: { 'a.0': 1 } },
      after: { a: [null, 2] },
    },
    { name: '$currentDate', doc: {}, update: { $currentDate: { a: true } }, after: { a: now } },
    {
      name: '$currentDate $type',
      doc: {},
      update: { $currentDate: { a: { $type: 'date' } } },
      after: { a: now },
    },
    {
      name: '$min, $max, $mul and $rename',
      doc: { a: 5, b: 5, c: 5, d: 1 },
      update: { $min: { a: 3 }, $max: { b: 9 }, $mul: { c: 2 }, $rename: { d: 'e' } },
      after: { a: 3, b: 9, c: 10, e: 1 },
    },
    {
      name: '$min of dates',
      doc: { a: new Date(5) },
      update: { $min: { a: new Date(3) } },
      after: { a: new Date(3) },
    },
    { name: '$max of missing', doc: {}, update: { $max: { a: 3 } }, after: { a: 3 } },
    { name: '$mul of missing', doc: {}, update: { $mul: { a: 3 } }, after: { a: 0 } },
    {
      name: '$inc of a missing nested field',
      doc: {},
      update: { $inc: { 'a.b': 3 } },
      after: { a: { b: 3 } },
    },
    {
      name: '$inc of a Long',
      doc: { a: Long.fromString('9007199254740993') },
      update: { $inc: { a: 2 } },
      after: { a: Long.fromString('9007199254740995') },
    },
    {
      name: '$inc past what a double can hold',
      doc: { a: 9007199254740991 },
      update: { $inc: { a: 2 } },
      after: { a: Long.fromString('9007199254740993') },
    },
    {
      name: '$rename of a nested field',
      doc: { a: { b: 1 } },
      update: { $rename: { 'a.b': 'c' } },
      after: { a: {}, c: 1 },
    },
    { name: '$pop from the front', doc: { a: [1, 2, 3] }, update: { $pop: { a: -1 } }, after: { a: [2, 3] } },
    {
      name: '$push $sort $slice of an existing array',
      doc: { a: [2] },
      update: { $push: { a: { $each: [3, 1], $sort: 1, $slice: 2 } } },
      after: { a: [1, 2] },
    },
    {
      name: '$push $sort of a missing array',
      doc: {},
      update: { $push: { a: { $each: [3, 1], $sort: 1 } } },
      after: { a: [1, 3] },
    },
    {
      name: '$push with a negative $slice',
      doc: { a: [1, 2, 3] },
      update: { $push: { a: { $each: [4], $slice: -2 } } },
      after: { a: [3, 4] },
    },
    {
      name: '$push $position',
      doc: { a: [1, 2] },
      update: { $push: { a: { $each: [9], $position: 0 } } },
      after: { a: [9, 1, 2] },
    },
    {
      name: '$push $sort by a field',
      doc: { a: [{ k: 2 }] },
      update: { $push: { a: { $each: [{ k: 1 }], $sort: { k: 1 } } } },
      after: { a: [{ k: 1 }, { k: 2 }] },
    },
    { name: '$set of an element', doc: { a: [1, 2] }, update: { $set: { 'a.0': 9 } }, after: { a: [9, 2] } },
    {
      name: '$set beyond the end pads with null',
      doc: { a: [1] },
      update: { $set: { 'a.3': 9 } },
      after: { a: [1, null, null, 9] },
    },
    {
      name: 'new fields come in name order',
      doc: {},
      update: { $set: { b: 1, a: 2 } },
      after: { a: 2, b: 1 },
    },
    { name: 'a replacement keeps _id', doc: { _id: 1, a: 1 }, update: { b: 2 }, after: { _id: 1, b: 2 } },
  ];

  test.each(cases)('$name', ({ doc, update, after, filter, arrayFilters, isInsert = false }) => {
    const before = structuredCloneOf(doc);
    const position = filter ? compileFilter(filter).match(doc)?.position : undefined;
    const result = compileUpdate(update, { arrayFilters }).apply(doc, { isInsert, position, now });
    expect(result).toEqual(after);
    expect(Object.keys(result)).toEqual(Object.keys(after));
    expect(doc).toEqual(before);
  });
});

/** A copy that keeps BSON values, to see that an update leaves its input alone. */
function structuredCloneOf(value: Document): Document {
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      Array.isArray(field) ? [...(field as unknown[])] : field,
    ]),
  );
}
