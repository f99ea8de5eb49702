import { expect } from '@jest/globals';
import { Long, type Document } from 'mongodb';
import { openServer, scenario } from './server.js';

const server = await openServer();
const { db } = server;

scenario(server, 'a cursor is read on with getMore until it is exhausted', async () => {
  await db
    .collection<{ _id: number }>('cursor')
    .insertMany(Array.from({ length: 25 }, (_, _id) => ({ _id })));
  const found = await db
    .collection<{ _id: number }>('cursor')
    .find({}, { batchSize: 10 })
    .sort({ _id: 1 })
    .toArray();
  expect(found.map(({ _id }) => _id)).toEqual(Array.from({ length: 25 }, (_, i) => i));
});

scenario(server, 'getMore of an unknown cursor fails with 43', async () => {
  const getMore = db.command({ getMore: Long.fromNumber(987654321), collection: 'cursor' });
  await expect(getMore).rejects.toMatchObject({ code: 43 });
});

scenario(server, 'an unknown command fails with 59', async () => {
  await expect(db.command({ nonsense: 1 })).rejects.toMatchObject({ code: 59 });
});

scenario(server, 'an unknown field of a command fails with 40415', async () => {
  await expect(db.command({ find: 'docs', nonsense: 1 })).rejects.toMatchObject({ code: 40415 });
});

scenario(server, 'a transaction is refused', async () => {
  const transaction = db.command({
    insert: 'docs',
    documents: [{ a: 1 }],
    txnNumber: Long.fromNumber(1),
    startTransaction: true,
    autocommit: false,
  });
  await expect(transaction).rejects.toMatchObject({ code: 20 });
});

scenario(server, 'a collation is refused, not ignored', async () => {
  const find = db.collection('docs').find({ a: 'x' }, { collation: { locale: 'en' } });
  await expect(find.toArray()).rejects.toMatchObject({ code: 238 });
});

scenario(server, 'a hint that names no index is refused', async () => {
  await db.collection('hinted').insertOne({ a: 1 });
  await expect(db.collection('hinted').find({}, { hint: 'nonsense' }).toArray()).rejects.toMatchObject({
    code: 2,
  });
});

scenario(server, 'an ordered insert stops at the duplicate, an unordered one does not', async () => {
  const docs: Document[] = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
  const ordered = await db.command({ insert: 'ordered', documents: docs });
  expect(ordered).toMatchObject({ n: 1, writeErrors: [{ index: 1, code: 11000 }] });
  const unordered = await db.command({ insert: 'unordered', documents: docs, ordered: false });
  expect(unordered).toMatchObject({ n: 2, writeErrors: [{ index: 1, code: 11000 }] });
});

scenario(server, 'update counts what matched and what changed', async () => {
  await db.collection('counted').insertMany([{ a: 1 }, { a: 1 }, { a: 2 }]);
  expect(await db.collection('counted').updateMany({ a: { $lt: 3 } }, { $set: { a: 2 } })).toMatchObject({
    matchedCount: 3,
    modifiedCount: 2,
  });
});

scenario(
  server,
  'the statements of one update are carried out in their order, each whole or not at all',
  async () => {
    const collection = 'statements';
    await db.collection<{ _id: number; n: number }>(collection).insertMany([
      { _id: 1, n: 0 },
      { _id: 2, n: 0 },
    ]);
    const updates: Document[] = [
      { q: { _id: 1 }, u: { $inc: { n: 1 } } },
      { q: { _id: 1, n: 1 }, u: { $set: { seen: 'the one before' } } },
      { q: {}, u: { $inc: { n: 10 } }, multi: true },
      { q: { _id: 2 }, u: { $set: { half: 1 }, $push: { n: 1 } } },
      { q: { _id: 3 }, u: { $set: { n: 3 } }, upsert: true },
    ];
    expect(await db.command({ update: collection, updates })).toMatchObject({
      n: 4,
      writeErrors: [{ index: 3, code: 2 }],
    });
    const all = () => db.collection(collection).find().sort({ _id: 1 }).toArray();
    expect(await all()).toEqual([
      { _id: 1, n: 11, seen: 'the one before' },
      { _id: 2, n: 10 },
    ]);
    expect(await db.command({ update: collection, updates, ordered: false })).toMatchObject({
      upserted: [{ index: 4, _id: 3 }],
      writeErrors: [{ index: 3, code: 2 }],
    });
    expect(await all()).toMatchObject([{ n: 22 }, { n: 20 }, { n: 3 }]);
  },
);

scenario(server, 'a delete of many statements counts what each removed', async () => {
  const collection = 'removed';
  await db.collection(collection).insertMany([{ a: 1 }, { a: 1 }, { a: 2 }, { a: 2 }, { a: 3 }]);
  const deletes: Document[] = [
    { q: { a: 1 }, limit: 1 },
    { q: { a: 2 }, limit: 0 },
    { q: { a: { $nonsense: 1 } }, limit: 1 },
    { q: { a: 3 }, limit: 1 },
  ];
  expect(await db.command({ delete: collection, deletes })).toMatchObject({
    n: 3,
    writeErrors: [{ index: 2 }],
  });
  expect(await db.collection(collection).countDocuments()).toBe(2);
});

scenario(server, 'an upsert says what it inserted', async () => {
  const result = await db
    .collection<{ _id: number; a: number }>('upsert')
    .updateOne({ _id: 7 }, { $set: { a: 1 } }, { upsert: true });
  expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 7 });
});

scenario(server, 'the _id cannot change', async () => {
  await db.collection<{ _id: number }>('immutable').insertOne({ _id: 1 });
  const update = db.command({ update: 'immutable', updates: [{ q: { _id: 1 }, u: { $set: { _id: 2 } } }] });
  await expect(update).resolves.toMatchObject({ writeErrors: [{ code: 66 }] });
});

scenario(server, 'findAndModify sorts, removes, and finds nothing quietly', async () => {
  const queue = db.collection<{ _id: number; at: number }>('queue');
  await queue.insertMany([
    { _id: 1, at: 30 },
    { _id: 2, at: 10 },
    { _id: 3, at: 20 },
  ]);
  expect(await queue.findOneAndDelete({}, { sort: { at: 1 } })).toEqual({ _id: 2, at: 10 });
  expect(await queue.findOneAndUpdate({ at: 99 }, { $set: { at: 1 } })).toBeNull();
});

scenario(server, 'two claims of one document: one gets it', async () => {
  const work = db.collection<{ _id: number; owner?: string }>('work');
  await work.insertMany(Array.from({ length: 20 }, (_, _id) => ({ _id })));
  const claim = (owner: string) =>
    work.findOneAndUpdate({ owner: { $exists: false } }, { $set: { owner } }, { sort: { _id: 1 } });
  const claims = await Promise.all(Array.from({ length: 40 }, (_, i) => claim(`worker ${i}`)));
  const ids = claims.flatMap((doc) => (doc ? [doc._id] : []));
  expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

scenario(server, 'a sparse unique index lets many documents go without the field', async () => {
  const docs = db.collection('sparse');
  await docs.createIndex({ phone: 1 }, { unique: true, sparse: true });
  await docs.insertMany([{ a: 1 }, { a: 2 }, { phone: '1' }]);
  await expect(docs.insertOne({ phone: '1' })).rejects.toMatchObject({ code: 11000 });
  expect(await docs.countDocuments({ phone: null })).toBe(2);
});

scenario(server, 'a partial unique index binds only what it covers', async () => {
  const docs = db.collection('partial');
  await docs.createIndex({ key: 1 }, { unique: true, partialFilterExpression: { state: 'open' } });
  await docs.insertMany([
    { key: 1, state: 'open' },
    { key: 1, state: 'done' },
    { key: 1, state: 'done' },
  ]);
  await expect(docs.insertOne({ key: 1, state: 'open' })).rejects.toMatchObject({ code: 11000 });
  expect(await docs.countDocuments({ key: 1 })).toBe(3);
});

scenario(server, 'a unique index cannot be built over duplicates', async () => {
  const docs = db.collection('built');
  await docs.insertMany([{ a: 1 }, { a: 1 }]);
  await expect(docs.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
  expect(await docs.listIndexes().toArray()).toHaveLength(1);
});

scenario(server, 'kinds of indexes that do not exist here are refused', async () => {
  for (const kind of ['text', '2dsphere', 'hashed'] as const) {
    await expect(db.collection('kinds').createIndex([['a', kind]])).rejects.toMatchObject({ code: 67 });
  }
});

scenario(server, 'an index is dropped by name', async () => {
  const docs = db.collection('dropped');
  await docs.createIndex({ a: 1 });
  await docs.dropIndex('a_1');
  expect(await docs.listIndexes().toArray()).toHaveLength(1);
  await expect(docs.dropIndex('a_1')).rejects.toMatchObject({ code: 27 });
});

scenario(server, 'collections are created, listed and dropped', async () => {
  await db.createCollection('made');
  await expect(db.command({ create: 'made' })).rejects.toMatchObject({ code: 48 });
  expect(await db.listCollections({ name: 'made' }).toArray()).toMatchObject([
    { name: 'made', type: 'collection' },
  ]);
  await db.collection('made').drop();
  expect(await db.listCollections({ name: 'made' }).toArray()).toEqual([]);
});

scenario(server, 'results are the same with and without an index', async () => {
  const values = [
    null,
    1,
    2.5,
    Long.fromNumber(3),
    'a',
    'b',
    true,
    false,
    new Date(5),
    [1, 'a'],
    [],
    { a: 1 },
  ];
  const plain = db.collection<{ _id: number; v?: unknown }>('plain');
  const indexed = db.collection<{ _id: number; v?: unknown }>('indexed');
  await indexed.createIndex({ v: 1 });
  const docs = [...values.map((v, _id) => ({ _id, v })), { _id: values.length }];
  await plain.insertMany(docs);
  await indexed.insertMany(docs);
  const filters: Document[] = [
    ...[null, 1, 'a', true, [1, 'a']].map((v) => ({ v })),
    { v: { $gt: 1 } },
    { v: { $gte: 'a', $lt: 'b' } },
    { v: { $in: [1, 'a', null] } },
    { v: { $ne: 1 } },
    { v: { $exists: true } },
  ];
  for (const filter of filters) {
    const ids = async (from: typeof plain) =>
      (await from.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
    expect({ filter, ids: await ids(indexed) }).toEqual({ filter, ids: await ids(plain) });
  }
});
