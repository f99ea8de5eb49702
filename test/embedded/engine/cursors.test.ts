import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Long } from 'bson';
import { z } from 'zod';
import { openStore, type OpenStore } from './open-store.js';

const COUNT = 5000;

let open: OpenStore;
beforeAll(async () => {
  open = await openStore();
  const docs = open.db.collection<{ _id: number }>('docs');
  await docs.createIndexes([{ key: { group: 1, rank: -1 } }, { key: { tags: 1 } }]);
  await docs.insertMany(
    Array.from({ length: COUNT }, (_, _id) => ({
      _id,
      group: _id % 5,
      rank: _id,
      tags: [_id % 3, 10 + (_id % 7)],
    })),
  );
});
afterAll(() => open.close());

test('a cursor hands out every document once, whatever the batch size', async () => {
  const docs = open.db.collection<{ _id: number }>('docs');
  const all = Array.from({ length: COUNT }, (_, i) => i);
  expect((await docs.find({}, { batchSize: 97 }).toArray()).map(({ _id }) => _id)).toEqual(all);
  expect((await docs.find({}, { batchSize: 97 }).sort({ _id: -1 }).toArray()).map(({ _id }) => _id)).toEqual(
    [...all].reverse(),
  );
});

test('an index scan goes on where the last batch ended, in both directions', async () => {
  const docs = open.db.collection<{ _id: number }>('docs');
  const expected = Array.from({ length: COUNT / 5 }, (_, i) => COUNT - 3 - i * 5);
  for (const [direction, ids] of [
    [-1, expected],
    [1, [...expected].reverse()],
  ] as const) {
    const found = await docs.find({ group: 2 }, { batchSize: 33 }).sort({ rank: direction }).toArray();
    expect(found.map(({ _id }) => _id)).toEqual(ids);
  }
});

test('a document with several matching array elements comes once', async () => {
  const docs = open.db.collection<{ _id: number }>('docs');
  const found = await docs
    .find({ tags: { $in: [0, 1, 2, 10, 11, 12, 13, 14, 15, 16] } }, { batchSize: 50 })
    .toArray();
  expect(new Set(found.map(({ _id }) => _id)).size).toBe(COUNT);
  expect(found).toHaveLength(COUNT);
});

test('writes between batches neither repeat nor hide the documents that stay', async () => {
  const docs = open.db.collection<{ _id: number }>('moving');
  await docs.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id })));
  const cursor = docs.find({}, { batchSize: 100 });
  const seen: number[] = [];
  for await (const { _id } of cursor) {
    seen.push(_id);
    if (_id === 150) await docs.deleteMany({ _id: { $gte: 300, $lt: 400 } });
  }
  const gone = (id: number) => id >= 300 && id < 400;
  expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => i).filter((id) => !gone(id)));
});

test('a killed cursor is gone', async () => {
  const opened = await open.db.command({ find: 'docs', batchSize: 1 });
  const { id } = z.object({ id: z.number() }).parse(opened['cursor']);
  expect(await open.db.command({ killCursors: 'docs', cursors: [id] })).toMatchObject({
    cursorsKilled: [id],
  });
  await expect(open.db.command({ getMore: Long.fromNumber(id), collection: 'docs' })).rejects.toMatchObject({
    code: 43,
  });
});

test('a dropped collection ends its cursors', async () => {
  const docs = open.db.collection<{ _id: number }>('dropped');
  await docs.insertMany(Array.from({ length: 300 }, (_, _id) => ({ _id })));
  const cursor = docs.find({}, { batchSize: 100 });
  await cursor.next();
  await docs.drop();
  expect(await cursor.toArray()).toHaveLength(99);
});

test('maxTimeMS ends a long scan with 50', async () => {
  const docs = open.db.collection('docs');
  await expect(docs.find({ nothing: 1 }, { maxTimeMS: 1 }).toArray()).rejects.toMatchObject({ code: 50 });
});

test('a long scan leaves turns to other commands', async () => {
  const docs = open.db.collection('docs');
  const order: string[] = [];
  await Promise.all([
    docs
      .countDocuments({ rank: { $mod: [7, 8] }, nothing: { $exists: false } })
      .then(() => order.push('scan')),
    open.db
      .command({ ping: 1 })
      .then(() => docs.findOne({ _id: { $exists: true } }).then(() => order.push('find'))),
  ]);
  expect(order).toEqual(['find', 'scan']);
});

test('a sort that would take more than its memory is refused with 292', async () => {
  const docs = open.db.collection('wide');
  const wide = 'x'.repeat(1024 * 1024);
  for (let i = 0; i < 110; i++) await docs.insertOne({ rank: i, wide });
  await expect(docs.find({}).sort({ rank: 1 }).toArray()).rejects.toMatchObject({ code: 292 });
  const top = await docs.find({}).sort({ rank: -1 }).limit(2).project({ _id: 0, rank: 1 }).toArray();
  expect(top).toEqual([{ rank: 109 }, { rank: 108 }]);
});
