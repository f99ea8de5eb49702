import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Binary } from 'mongodb';
import { openStore, type OpenStore } from './open-store.js';

let open: OpenStore;
beforeAll(async () => {
  open = await openStore();
});
afterAll(() => open.close());

describe('a document above 16 MB', () => {
  const tooMuch = () => new Binary(Buffer.alloc(16 * 1024 * 1024));

  test('is refused on insert, and the connection goes on', async () => {
    const docs = open.db.collection('big');
    const insert = open.db.command({ insert: 'big', documents: [{ _id: 'large', data: tooMuch() }] });
    await expect(insert).resolves.toMatchObject({ n: 0, writeErrors: [{ code: 10334 }] });
    expect(await docs.countDocuments({})).toBe(0);
  });

  test('is refused when an update makes it, and the document stays as it was', async () => {
    const docs = open.db.collection<{ _id: string; half?: Binary; other?: Binary }>('big');
    const half = new Binary(Buffer.alloc(9 * 1024 * 1024));
    await docs.insertOne({ _id: 'grows', half });
    await expect(docs.updateOne({ _id: 'grows' }, { $set: { other: half } })).rejects.toMatchObject({
      code: 10334,
    });
    expect(Object.keys((await docs.findOne({ _id: 'grows' })) ?? {})).toEqual(['_id', 'half']);
  });

  test('leaves batches below the size a client takes', async () => {
    const docs = open.db.collection<{ _id: number; half: Binary }>('batches');
    const half = new Binary(Buffer.alloc(9 * 1024 * 1024));
    for (let i = 0; i < 4; i++) await docs.insertOne({ _id: i, half });
    const found = await docs.find({}, { batchSize: 100 }).toArray();
    expect(found.map(({ _id }) => _id)).toEqual([0, 1, 2, 3]);
  });
});

describe('keys longer than the storage takes', () => {
  const long = (tail: string) => 'x'.repeat(5000) + tail;

  test('are unique by their whole value', async () => {
    const docs = open.db.collection('long');
    await docs.createIndex({ name: 1 }, { unique: true });
    await docs.insertMany([{ name: long('a') }, { name: long('b') }]);
    await expect(docs.insertOne({ name: long('a') })).rejects.toMatchObject({ code: 11000 });
  });

  test('are found by equality and by range, and sorted by value', async () => {
    const docs = open.db.collection<{ _id: number; name: string }>('sorted');
    await docs.createIndex({ name: 1 });
    const tails = ['d', 'b', 'e', 'a', 'c'];
    await docs.insertMany(tails.map((tail, _id) => ({ _id, name: long(tail) })));
    expect(await docs.findOne({ name: long('e') })).toMatchObject({ _id: 2 });
    const names = await docs
      .find({ name: { $gt: long('b') } })
      .sort({ name: 1 })
      .toArray();
    expect(names.map(({ name }) => name.at(-1))).toEqual(['c', 'd', 'e']);
    const down = await docs
      .find({ name: { $lte: long('c') } })
      .sort({ name: -1 })
      .toArray();
    expect(down.map(({ name }) => name.at(-1))).toEqual(['c', 'b', 'a']);
  });

  test('may be document ids', async () => {
    const docs = open.db.collection<{ _id: string }>('ids');
    await docs.insertMany([{ _id: long('b') }, { _id: long('a') }, { _id: 'short' }]);
    await expect(docs.insertOne({ _id: long('a') })).rejects.toMatchObject({ code: 11000 });
    expect(await docs.findOne({ _id: long('a') })).not.toBeNull();
    const ids = await docs.find({}).sort({ _id: 1 }).toArray();
    expect(ids.map(({ _id }) => _id.at(-1))).toEqual(['t', 'a', 'b']);
  });
});
