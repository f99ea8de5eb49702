import { describe, expect, test } from '@jest/globals';
import { Decimal128, Long, ObjectId } from 'bson';
import type { Document } from '../../../src/embedded/document.js';
import { compilePipeline } from '../../../src/embedded/aggregate/pipeline.js';
import { Collections, aggregate, read } from './pipeline-runner.js';

const a = new ObjectId('64b000000000000000000001');
const b = new ObjectId('64b000000000000000000002');

interface Case {
  readonly name: string;
  readonly docs: readonly Document[];
  readonly pipeline: readonly Document[];
  readonly gives: readonly Document[];
}

describe('pipelines give what MongoDB documents', () => {
  const cases: readonly Case[] = [
    {
      name: '$match, $group by ObjectId, $sort',
      docs: [
        { a: 2, o: a },
        { a: 3, o: new ObjectId(a.toHexString()) },
        { a: 4, o: b },
        { a: 1, o: b },
      ],
      pipeline: [
        { $match: { a: { $gt: 1 } } },
        { $group: { _id: '$o', n: { $sum: 1 }, m: { $max: '$a' } } },
        { $sort: { n: -1 } },
      ],
      gives: [
        { _id: a, n: 2, m: 3 },
        { _id: b, n: 1, m: 4 },
      ],
    },
    {
      name: 'two facets of the same documents',
      docs: [{ a: 2 }, { a: 3 }, { a: 4 }],
      pipeline: [{ $facet: { a: [{ $count: 'n' }], b: [{ $match: { a: { $gt: 2 } } }, { $limit: 1 }] } }],
      gives: [{ a: [{ n: 3 }], b: [{ a: 3 }] }],
    },
    {
      name: 'missing and null sort first, then numbers, text, booleans, dates',
      docs: [
        { _id: 1, a: 'z' },
        { _id: 2, a: 5 },
        { _id: 3, a: true },
        { _id: 4, a: new Date(1) },
        { _id: 5 },
      ],
      pipeline: [{ $sort: { a: 1 } }, { $project: { _id: 1 } }],
      gives: [{ _id: 5 }, { _id: 2 }, { _id: 1 }, { _id: 3 }, { _id: 4 }],
    },
    {
      name: 'missing and null are one group',
      docs: [{}, { x: null }],
      pipeline: [{ $group: { _id: '$x', n: { $sum: 1 } } }],
      gives: [{ _id: null, n: 2 }],
    },
    {
      name: 'numbers of different types are one group',
      docs: [{ x: 5 }, { x: Long.fromNumber(5) }, { x: Decimal128.fromString('5.0') }],
      pipeline: [{ $group: { _id: '$x', n: { $sum: 1 } } }],
      gives: [{ _id: 5, n: 3 }],
    },
    {
      name: 'every accumulator',
      docs: [{ x: 3 }, { x: null }, { x: 4 }, {}, { x: 4 }],
      pipeline: [
        {
          $group: {
            _id: null,
            sum: { $sum: '$x' },
            avg: { $avg: '$x' },
            min: { $min: '$x' },
            max: { $max: '$x' },
            first: { $first: '$x' },
            last: { $last: '$x' },
            push: { $push: '$x' },
            set: { $addToSet: '$x' },
            count: { $count: {} },
          },
        },
      ],
      gives: [
        {
          _id: null,
          sum: 11,
          avg: 11 / 3,
          min: 3,
          max: 4,
          first: 3,
          last: 4,
          push: [3, null, 4, 4],
          set: [3, null, 4],
          count: 5,
        },
      ],
    },
    {
      name: '$unwind drops what has no elements, unless preserved',
      docs: [{ _id: 1, a: [] }, { _id: 2, a: [1, 2] }, { _id: 3 }, { _id: 4, a: 7 }],
      pipeline: [{ $unwind: '$a' }],
      gives: [
        { _id: 2, a: 1 },
        { _id: 2, a: 2 },
        { _id: 4, a: 7 },
      ],
    },
    {
      name: '$unwind preserving, with the index',
      docs: [
        { _id: 1, a: [] },
        { _id: 2, a: [5] },
        { _id: 3, a: null },
      ],
      pipeline: [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }],
      gives: [
        { _id: 1, i: null },
        { _id: 2, a: 5, i: 0 },
        { _id: 3, a: null, i: null },
      ],
    },
    {
      name: '$bucket in order of the boundaries',
      docs: [{ a: 7 }, { a: 1 }, { a: 99 }],
      pipeline: [{ $bucket: { groupBy: '$a', boundaries: [0, 5, 10], default: 'other' } }],
      gives: [
        { _id: 0, count: 1 },
        { _id: 5, count: 1 },
        { _id: 'other', count: 1 },
      ],
    },
    {
      name: '$sortByCount',
      docs: [{ a: 'x' }, { a: 'y' }, { a: 'y' }],
      pipeline: [{ $sortByCount: '$a' }],
      gives: [
        { _id: 'y', count: 2 },
        { _id: 'x', count: 1 },
      ],
    },
    {
      name: '$addFields computes, nests, goes through arrays and removes',
      docs: [{ _id: 1, a: { b: 1 }, c: [{ d: 1 }, { d: 2 }], e: 5 }],
      pipeline: [{ $addFields: { 'a.x': '$e', c: { f: 9 }, e: '$$REMOVE' } }],
      gives: [
        {
          _id: 1,
          a: { b: 1, x: 5 },
          c: [
            { d: 1, f: 9 },
            { d: 2, f: 9 },
          ],
        },
      ],
    },
    {
      name: '$unset',
      docs: [{ a: 1, b: { c: 1, d: 2 } }],
      pipeline: [{ $unset: ['a', 'b.c'] }],
      gives: [{ b: { d: 2 } }],
    },
    {
      name: '$replaceRoot',
      docs: [{ a: { b: 1 } }],
      pipeline: [{ $replaceRoot: { newRoot: '$a' } }],
      gives: [{ b: 1 }],
    },
    { name: '$replaceWith', docs: [{ a: 1 }], pipeline: [{ $replaceWith: { z: '$a' } }], gives: [{ z: 1 }] },
    {
      name: '$sort, $skip and $limit across chunks',
      docs: [5, 3, 1, 4, 2, 0, 6].map((n) => ({ n })),
      pipeline: [
        { $set: { m: '$n' } },
        { $sort: { n: 1 } },
        { $skip: 1 },
        { $limit: 3 },
        { $project: { _id: 0, n: 1 } },
      ],
      gives: [{ n: 1 }, { n: 2 }, { n: 3 }],
    },
    { name: '$count of nothing gives nothing', docs: [], pipeline: [{ $count: 'n' }], gives: [] },
    {
      name: 'inclusion keeps the order of the document and computes beside it',
      docs: [{ _id: 1, x: [{ y: 1, z: 2 }, 5, { z: 3 }], w: 1 }],
      pipeline: [{ $project: { s: { $size: '$x' }, 'x.y': 1 } }],
      gives: [{ _id: 1, x: [{ y: 1 }, {}], s: 3 }],
    },
  ];

  test.each(cases)('$name', async ({ docs, pipeline, gives }) => {
    const before = JSON.stringify(docs);
    expect(await aggregate(pipeline, docs)).toEqual(gives);
    expect(JSON.stringify(docs)).toBe(before);
  });
});

describe('expressions give what MongoDB documents', () => {
  const at = new Date('2026-07-01T17:30:15.250Z');
  const doc = {
    n: 7,
    s: 'Ab',
    d: at,
    list: [1, 5, 9],
    docs: [{ k: 1 }, { k: 2 }],
    nil: null,
    long: Long.fromString('9007199254740993'),
  };
  const shanghai = 'Asia/Shanghai';
  const cases: readonly [expression: unknown, value: unknown][] = [
    [{ $literal: '$n' }, '$n'],
    ['$docs.k', [1, 2]],
    ['$list.0', []],
    ['$$ROOT.n', 7],
    [{ $eq: ['$n', Long.fromNumber(7)] }, true],
    [{ $gt: ['$missing', null] }, false],
    [{ $lt: ['$missing', null] }, true],
    [{ $cmp: ['$n', 'x'] }, -1],
    [{ $and: ['$n', true, '$list'] }, true],
    [{ $or: ['$nil', 0] }, false],
    [{ $not: ['$nil'] }, true],
    [{ $cond: [{ $gte: ['$n', 5] }, 'big', 'small'] }, 'big'],
    [{ $cond: { if: '$nil', then: 1, else: 2 } }, 2],
    [{ $ifNull: ['$nil', '$missing', 'x'] }, 'x'],
    [{ $switch: { branches: [{ case: { $gt: ['$n', 9] }, then: 'a' }], default: 'b' } }, 'b'],
    [{ $add: ['$n', 1, 0.5] }, 8.5],
    [{ $add: ['$d', 1000] }, new Date(at.getTime() + 1000)],
    [{ $add: ['$n', '$nil'] }, null],
    [{ $add: ['$long', 2] }, Long.fromString('9007199254740995')],
    [{ $subtract: ['$d', new Date(at.getTime() - 5)] }, 5],
    [{ $subtract: ['$d', 250] }, new Date('2026-07-01T17:30:15.000Z')],
    [{ $multiply: ['$n', 3] }, 21],
    [{ $divide: ['$n', 2] }, 3.5],
    [{ $mod: ['$n', 4] }, 3],
    [{ $round: [2.5] }, 2],
    [{ $round: [1.255, 2] }, 1.25],
    [{ $round: [-3.5] }, -4],
    [{ $floor: -1.5 }, -2],
    [{ $ceil: 1.2 }, 2],
    [{ $trunc: -1.7 }, -1],
    [{ $abs: -3 }, 3],
    [{ $concat: ['$s', '-', 'z'] }, 'Ab-z'],
    [{ $concat: ['$s', '$nil'] }, null],
    [{ $toLower: '$s' }, 'ab'],
    [{ $toUpper: 'é$s' }, 'é$S'],
    [{ $size: '$list' }, 3],
    [{ $arrayElemAt: ['$list', -1] }, 9],
    [{ $arrayElemAt: ['$list', 3] }, undefined],
    [{ $in: [5, '$list'] }, true],
    [{ $filter: { input: '$list', as: 'x', cond: { $gt: ['$$x', 4] } } }, [5, 9]],
    [{ $map: { input: '$docs', in: { $add: ['$$this.k', '$n'] } } }, [8, 9]],
    [
      {
        $map: {
          input: [[1], [2, 3]],
          as: 'x',
          in: { $map: { input: '$$x', as: 'x', in: { $add: ['$$x', 1] } } },
        },
      },
      [[2], [3, 4]],
    ],
    [{ $year: '$d' }, 2026],
    [{ $month: '$d' }, 7],
    [{ $dayOfMonth: { date: '$d', timezone: shanghai } }, 2],
    [{ $hour: { date: '$d', timezone: shanghai } }, 1],
    [{ $hour: { date: new Date('2026-07-01T10:00:00Z'), timezone: 'Europe/Paris' } }, 12],
    [{ $hour: { date: '$d', timezone: '-0330' } }, 14],
    [{ $minute: '$d' }, 30],
    [{ $second: '$d' }, 15],
    [{ $millisecond: '$d' }, 250],
    [{ $dayOfWeek: '$d' }, 4],
    [{ $isoDayOfWeek: '$d' }, 3],
    [{ $dayOfYear: '$d' }, 182],
    [{ $week: new Date('2016-01-01T00:00:00Z') }, 0],
    [{ $isoWeek: new Date('2016-01-01T00:00:00Z') }, 53],
    [{ $isoWeekYear: new Date('2016-01-01T00:00:00Z') }, 2015],
    [{ $year: '$nil' }, null],
    [{ $dateToString: { date: '$d' } }, '2026-07-01T17:30:15.250Z'],
    [
      { $dateToString: { date: '$d', format: '%Y-%m-%d %H:%M %z %j %V %u%%', timezone: shanghai } },
      '2026-07-02 01:30 +0800 183 27 4%',
    ],
    [{ $dateToString: { date: '$nil', onNull: 'none' } }, 'none'],
    [{ $dateTrunc: { date: '$d', unit: 'hour' } }, new Date('2026-07-01T17:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'day', timezone: shanghai } }, new Date('2026-07-01T16:00:00Z')],
    [
      { $dateTrunc: { date: '$d', unit: 'week', timezone: shanghai, startOfWeek: 'monday' } },
      new Date('2026-06-28T16:00:00Z'),
    ],
    [{ $dateTrunc: { date: '$d', unit: 'month', timezone: shanghai } }, new Date('2026-06-30T16:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'quarter' } }, new Date('2026-07-01T00:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'year', timezone: shanghai } }, new Date('2025-12-31T16:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'minute', binSize: 15 } }, new Date('2026-07-01T17:30:00Z')],
    [{ $dateDiff: { startDate: new Date(0), endDate: new Date(120_000), unit: 'minute' } }, 2],
    [
      {
        $dateDiff: {
          startDate: new Date('2026-07-01T15:59:00Z'),
          endDate: '$d',
          unit: 'day',
          timezone: shanghai,
        },
      },
      1,
    ],
    [{ $dateDiff: { startDate: new Date('2026-06-30T23:59:59Z'), endDate: '$d', unit: 'month' } }, 1],
    [
      {
        $dateDiff: {
          startDate: new Date('2026-06-27T12:00:00Z'),
          endDate: new Date('2026-06-28T12:00:00Z'),
          unit: 'week',
        },
      },
      1,
    ],
  ];

  test.each(cases)('%j', async (expression, value) => {
    const [out] = await aggregate([{ $project: { _id: 0, v: expression } }], [doc]);
    expect(out).toEqual(value === undefined ? {} : { v: value });
  });
});

describe('$lookup', () => {
  const orders = [{ _id: 1, o: a, tags: ['x', 'y'] }, { _id: 2, o: b }, { _id: 3 }];
  const env = () =>
    new Collections({
      people: [
        { _id: new ObjectId(a.toHexString()), name: 'A' },
        { _id: b, name: 'B' },
        { name: 'none', _id: null },
      ],
      tags: [
        { _id: 1, t: 'y' },
        { _id: 2, t: ['x', 'z'] },
        { _id: 3, t: 'q' },
      ],
    });

  test('joins by equality with one request per chunk; a missing field joins null', async () => {
    const collections = env();
    const out = await aggregate(
      [
        { $lookup: { from: 'people', localField: 'o', foreignField: '_id', as: 'p' } },
        { $project: { 'p.name': 1 } },
      ],
      orders,
      collections,
    );
    expect(out).toEqual([
      { _id: 1, p: [{ name: 'A' }] },
      { _id: 2, p: [{ name: 'B' }] },
      { _id: 3, p: [{ name: 'none' }] },
    ]);
    expect(collections.requests).toEqual([
      { from: 'people', filter: { _id: { $in: [a, b] } } },
      { from: 'people', filter: { _id: { $in: [null] } } },
    ]);
  });

  test('arrays on either side join by element, each document once, in the order read', async () => {
    const [out] = await aggregate(
      [{ $limit: 1 }, { $lookup: { from: 'tags', localField: 'tags', foreignField: 't', as: 'found' } }],
      orders,
      env(),
    );
    expect(out?.['found']).toEqual([
      { _id: 1, t: 'y' },
      { _id: 2, t: ['x', 'z'] },
    ]);
  });

  test('let and pipeline ask an indexable question per document', async () => {
    const collections = new Collections({ b: [{ j: 1 }, { j: 2 }, { j: [1] }] });
    const out = await aggregate(
      [
        {
          $lookup: {
            from: 'b',
            let: { i: '$i' },
            pipeline: [{ $match: { $expr: { $eq: ['$j', '$$i'] } } }],
            as: 'o',
          },
        },
      ],
      [{ i: 1 }],
      collections,
    );
    expect(out).toEqual([{ i: 1, o: [{ j: 1 }] }]);
    expect(collections.requests[0]?.filter).toEqual({ $and: [{}, { $and: [{}, { j: { $eq: 1 } }] }] });
  });

  test('a pipeline that depends on nothing is asked once', async () => {
    const collections = env();
    const out = await aggregate(
      [{ $lookup: { from: 'tags', pipeline: [{ $count: 'n' }], as: 'c' } }],
      orders,
      collections,
    );
    expect(out.map((doc) => doc['c'])).toEqual([[{ n: 3 }], [{ n: 3 }], [{ n: 3 }]]);
    expect(collections.requests).toHaveLength(1);
  });
});

describe('what the source is asked for', () => {
  test('leading $match, $sort, $skip and $limit are handed to the source and not run again', () => {
    const pipeline = compilePipeline(
      [
        { $match: { a: 1 } },
        { $match: { b: 2 } },
        { $sort: { c: 1 } },
        { $skip: 1 },
        { $limit: 2 },
        { $count: 'n' },
      ],
      new Collections(),
    );
    expect(pipeline).toMatchObject({
      leadingMatch: { $and: [{ a: 1 }, { b: 2 }] },
      leadingSort: { c: 1 },
      leadingSkip: 1,
      leadingLimit: 2,
    });
  });

  test('$expr stays behind, and then nothing after it is taken', async () => {
    const stages = [{ $match: { a: 1, $expr: { $gt: ['$b', '$c'] } } }, { $limit: 1 }];
    const pipeline = compilePipeline(stages, new Collections());
    expect(pipeline.leadingMatch).toEqual({ a: 1 });
    expect(pipeline.leadingLimit).toBeUndefined();
    expect(
      await aggregate(stages, [
        { a: 1, b: 1, c: 2 },
        { a: 1, b: 3, c: 2 },
      ]),
    ).toEqual([{ a: 1, b: 3, c: 2 }]);
  });

  test('$limit reads no further than it needs', async () => {
    let chunksRead = 0;
    async function* source(): AsyncIterable<Document[]> {
      for await (const chunk of read([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }], { filter: {} })) {
        chunksRead++;
        yield chunk;
      }
    }
    const pipeline = compilePipeline([{ $set: { x: 1 } }, { $limit: 1 }], new Collections());
    const out: Document[] = [];
    for await (const chunk of pipeline.run(source())) out.push(...chunk);
    expect(out).toEqual([{ n: 1, x: 1 }]);
    expect(chunksRead).toBe(1);
  });
});

describe('limits', () => {
  test.each([
    ['$sort', { $sort: { n: 1 } }],
    ['$group', { $group: { _id: '$n', all: { $push: '$text' } } }],
    ['$facet', { $facet: { all: [{ $match: {} }] } }],
  ])('%s fails with 292 above 100 MB', async (_name, stage) => {
    const text = 'x'.repeat(1_000_000);
    async function* source(): AsyncIterable<Document[]> {
      for (let n = 0; n < 80; n++) yield [{ n, text }];
    }
    const pipeline = compilePipeline([{ $set: { y: 1 } }, stage], new Collections());
    await expect(drain(pipeline.run(source()))).rejects.toMatchObject({ code: 292 });
  });

  test.each([
    ['$add', { $project: { v: { $add: ['$x', 1] } } }],
    ['$divide', { $project: { v: { $divide: [1, '$x'] } } }],
    ['$round', { $project: { v: { $round: ['$x'] } } }],
    ['$sum', { $group: { _id: null, v: { $sum: '$x' } } }],
    ['$avg', { $group: { _id: null, v: { $avg: '$x' } } }],
  ])('Decimal128 in %s fails by name instead of losing digits', async (name, stage) => {
    await expect(aggregate([stage], [{ x: Decimal128.fromString('1.5') }])).rejects.toMatchObject({
      code: 2,
      message: `embedded store: value Decimal128 in ${name} is not supported`,
    });
  });
});

async function drain(chunks: AsyncIterable<Document[]>): Promise<void> {
  for await (const chunk of chunks) if (chunk.length < 0) return;
}
