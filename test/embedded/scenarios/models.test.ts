import { afterAll, beforeAll, expect } from '@jest/globals';
import mongoose, { Schema, type Types } from 'mongoose';
import { openServer, scenario } from './server.js';

const server = await openServer();

interface User {
  name: string;
  email: string;
  createdAt: Date;
}
interface Note {
  _id: Types.ObjectId;
  by: string;
  text: string;
}
interface Ticket {
  no: number;
  channel?: string;
  status?: string;
  priority?: number;
  tags: string[];
  owner?: Types.ObjectId;
  notes: Types.DocumentArray<Note>;
  meta?: Map<string, string>;
  at?: Date;
  amount?: Types.Decimal128;
  createdAt: Date;
  __v: number;
}

const connection = mongoose.createConnection(server.uri, { dbName: server.db.databaseName });
const User = connection.model(
  'User',
  new Schema<User>({ name: String, email: { type: String, unique: true } }, { timestamps: true }),
);
const Ticket = connection.model(
  'Ticket',
  new Schema<Ticket>(
    {
      no: Number,
      channel: String,
      status: { type: String, index: true },
      priority: Number,
      tags: [String],
      owner: { type: Schema.Types.ObjectId, ref: 'User' },
      notes: [{ by: String, text: String }],
      meta: { type: Map, of: String },
      at: Date,
      amount: Schema.Types.Decimal128,
    },
    { timestamps: true },
  )
    .index({ channel: 1, priority: -1 })
    .index({ tags: 1 }),
);

const COUNT = 300;

beforeAll(async () => {
  await User.init();
  await Ticket.init();
  const [ann, ben] = await User.create([
    { name: 'Ann', email: 'ann@example.org' },
    { name: 'Ben', email: 'ben@example.org' },
  ]);
  await Ticket.insertMany(
    Array.from({ length: COUNT }, (_, no) => ({
      no,
      channel: ['web', 'sms', 'voice'][no % 3],
      status: no % 2 ? 'open' : 'done',
      priority: no % 7,
      tags: [`t${no % 5}`, `u${no % 3}`],
      owner: no % 2 ? ann?._id : ben?._id,
      at: new Date(no * 1000),
    })),
  );
});

afterAll(async () => {
  await connection.close();
});

scenario(server, 'create sets timestamps', async () => {
  const user = await User.findOne({ name: 'Ann' }).orFail();
  expect(user.createdAt).toBeInstanceOf(Date);
});

scenario(server, 'a unique index refuses a second insert', async () => {
  await expect(User.create({ name: 'Cay', email: 'ann@example.org' })).rejects.toMatchObject({
    name: 'MongoServerError',
    code: 11000,
  });
});

scenario(server, 'a duplicate names key and value', async () => {
  await expect(User.create({ name: 'Cay', email: 'ann@example.org' })).rejects.toMatchObject({
    keyPattern: { email: 1 },
    keyValue: { email: 'ann@example.org' },
  });
});

scenario(server, 'a unique index refuses an update to a taken value', async () => {
  await expect(User.updateOne({ name: 'Ben' }, { $set: { email: 'ann@example.org' } })).rejects.toMatchObject(
    {
      code: 11000,
    },
  );
  expect(await User.findOne({ name: 'Ben' }).lean()).toMatchObject({ email: 'ben@example.org' });
});

scenario(server, 'an unordered insertMany stores all but the duplicate', async () => {
  const users = ['dan', 'ann', 'eve'].map((name) => ({ name, email: `${name}@example.org` }));
  await expect(User.insertMany(users, { ordered: false })).rejects.toMatchObject({ code: 11000 });
  expect(await User.countDocuments({ name: { $in: ['dan', 'eve'] } })).toBe(2);
});

scenario(server, 'equality, range, sort and limit together', async () => {
  const found = await Ticket.find({ channel: 'web', priority: { $gte: 2, $lt: 5 } })
    .sort({ priority: -1 })
    .limit(10)
    .lean();
  expect(found.map(({ priority }) => priority)).toEqual(Array(10).fill(4));
});

scenario(server, 'a sort no index serves, with skip and limit', async () => {
  const found = await Ticket.find({ status: 'open' }).sort({ at: -1 }).skip(5).limit(3).lean();
  expect(found.map(({ no }) => no)).toEqual([289, 287, 285]);
});

scenario(server, 'array fields are found by element', async () => {
  expect(await Ticket.countDocuments({ tags: 't1' })).toBe(60);
  expect(await Ticket.countDocuments({ tags: { $all: ['t1', 'u0'] } })).toBe(20);
});

scenario(server, 'findOneAndUpdate returns the document after', async () => {
  const after = await Ticket.findOneAndUpdate(
    { no: 3 },
    { $set: { status: 'x' }, $inc: { priority: 10 }, $push: { notes: { by: 'me', text: 'hi' } } },
    { returnDocument: 'after' },
  ).orFail();
  expect(after.priority).toBe(13);
  expect(after.notes).toHaveLength(1);
  expect(after.notes[0]?._id).toBeInstanceOf(mongoose.Types.ObjectId);
});

scenario(server, 'an upsert joins filter, $set and $setOnInsert', async () => {
  const made = await Ticket.findOneAndUpdate(
    { no: 9999 },
    { $set: { channel: 'mail' }, $setOnInsert: { priority: 1 } },
    { upsert: true, returnDocument: 'after' },
  ).orFail();
  expect(made).toMatchObject({ no: 9999, channel: 'mail', priority: 1 });
  expect(made.createdAt).toBeInstanceOf(Date);
});

scenario(server, 'save of a stale array fails with VersionError', async () => {
  await Ticket.updateOne({ no: 5 }, { $push: { notes: { by: 'a', text: 'b' } } });
  const first = await Ticket.findOne({ no: 5 }).orFail();
  const second = await Ticket.findOne({ no: 5 }).orFail();
  first.notes.pull(first.notes[0]?._id);
  await first.save();
  second.set('notes', []);
  second.markModified('notes');
  await expect(second.save()).rejects.toMatchObject({ name: 'VersionError' });
});

scenario(server, 'group with sum, sorted', async () => {
  const groups = await Ticket.aggregate([
    { $match: { channel: { $in: ['web', 'sms'] } } },
    { $group: { _id: '$channel', n: { $sum: 1 } } },
    { $sort: { _id: 1 } },
  ]);
  expect(groups).toEqual([
    { _id: 'sms', n: 100 },
    { _id: 'web', n: 100 },
  ]);
});

scenario(server, 'lookup and unwind', async () => {
  const joined = await Ticket.aggregate([
    { $match: { no: 10 } },
    { $lookup: { from: 'users', localField: 'owner', foreignField: '_id', as: 'by' } },
    { $unwind: '$by' },
    { $project: { _id: 0, name: '$by.name' } },
  ]);
  expect(joined).toEqual([{ name: 'Ben' }]);
});

scenario(server, 'populate', async () => {
  const ticket = await Ticket.findOne({ no: 11 }).populate<{ owner: User }>('owner').orFail();
  expect(ticket.owner.name).toBe('Ann');
});

scenario(server, 'cursors run to the end', async () => {
  let n = 0;
  for await (const ticket of Ticket.find({ channel: 'voice' }).batchSize(7).cursor())
    n += ticket.no >= 0 ? 1 : 0;
  expect(n).toBe(100);
  let m = 0;
  const tickets = server.db.collection('tickets');
  for await (const _ticket of tickets.aggregate([{ $match: { channel: 'voice' } }], { batchSize: 7 })) m++;
  expect(m).toBe(100);
});

scenario(server, 'count, distinct and exists', async () => {
  expect(await Ticket.countDocuments({ no: { $lt: COUNT } })).toBe(COUNT);
  expect((await Ticket.distinct('channel', { no: { $lt: COUNT } })).sort()).toEqual(['sms', 'voice', 'web']);
  expect(await Ticket.exists({ no: 1 })).not.toBeNull();
  expect(await Ticket.exists({ no: -1 })).toBeNull();
});

scenario(server, 'projection in find', async () => {
  const ticket = await Ticket.findOne({ no: 1 }).select('no channel').lean().orFail();
  expect(Object.keys(ticket).sort()).toEqual(['_id', 'channel', 'no']);
});

scenario(server, 'projection in findOneAndUpdate', async () => {
  const ticket = await Ticket.findOneAndUpdate(
    { no: 1 },
    { $set: { status: 'p' } },
    { projection: { no: 1 }, returnDocument: 'after' },
  )
    .lean()
    .orFail();
  expect(Object.keys(ticket).sort()).toEqual(['_id', 'no']);
});

scenario(server, 'deletes of many, of one, of a document', async () => {
  await Ticket.create([1, 2, 3].map((i) => ({ no: 7000 + i, channel: 'gone' })));
  expect(await Ticket.findOneAndDelete({ no: 7001 }).lean()).toMatchObject({ no: 7001 });
  await (await Ticket.findOne({ no: 7002 }).orFail()).deleteOne();
  expect(await Ticket.deleteMany({ channel: 'gone' })).toMatchObject({ deletedCount: 1 });
  expect(await Ticket.countDocuments({ channel: 'gone' })).toBe(0);
});

scenario(server, 'bulkWrite of mixed statements', async () => {
  const result = await Ticket.bulkWrite([
    { insertOne: { document: { no: 777 } } },
    { updateOne: { filter: { no: 777 }, update: { $set: { priority: 3 } } } },
    { updateOne: { filter: { no: 778 }, update: { $set: { priority: 3 } }, upsert: true } },
    { deleteOne: { filter: { no: 777 } } },
  ]);
  expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
});

scenario(server, 'a map comes back', async () => {
  await Ticket.create({ no: 5000, meta: new Map([['a', 'b']]) });
  expect((await Ticket.findOne({ no: 5000 }).orFail()).meta?.get('a')).toBe('b');
});

scenario(server, 'a decimal comes back', async () => {
  await Ticket.create({ no: 5001, amount: '12.50' });
  expect((await Ticket.findOne({ no: 5001 }).orFail()).amount?.toString()).toBe('12.50');
});

scenario(server, 'positional update, $addToSet and $pull', async () => {
  const notes = [
    { by: 'a', text: '1' },
    { by: 'b', text: '2' },
  ];
  await Ticket.create({ no: 5002, notes });
  await Ticket.updateOne({ no: 5002, 'notes.by': 'b' }, { $set: { 'notes.$.text': 'N' } });
  await Ticket.updateOne({ no: 5002 }, { $addToSet: { tags: { $each: ['q', 'q'] } } });
  await Ticket.updateOne({ no: 5002 }, { $pull: { notes: { by: 'a' } } });
  const ticket = await Ticket.findOne({ no: 5002 }).orFail();
  expect(ticket.notes.map(({ text }) => text)).toEqual(['N']);
  expect(ticket.tags).toEqual(['q']);
});

scenario(server, 'array filters', async () => {
  await Ticket.create({
    no: 5003,
    notes: [
      { by: 'a', text: '1' },
      { by: 'b', text: '2' },
    ],
  });
  await Ticket.updateOne(
    { no: 5003 },
    { $set: { 'notes.$[x].text': 'M' } },
    { arrayFilters: [{ 'x.by': 'a' }] },
  );
  const ticket = await Ticket.findOne({ no: 5003 }).orFail();
  expect(ticket.notes.map(({ text }) => text)).toEqual(['M', '2']);
});

scenario(server, 'an unknown query operator is an error', async () => {
  const tickets = server.db.collection('tickets');
  await expect(tickets.findOne({ no: { $nonsense: 1 } })).rejects.toMatchObject({ code: 2 });
});

scenario(server, 'an unknown stage is an error', async () => {
  await expect(
    server.db
      .collection('tickets')
      .aggregate([{ $nonsense: 1 }])
      .toArray(),
  ).rejects.toMatchObject({
    code: 40324,
  });
});

scenario(server, 'indexes are listed', async () => {
  const indexes = await Ticket.listIndexes();
  expect(indexes.map(({ key }: { key: object }) => key)).toEqual([
    { _id: 1 },
    { status: 1 },
    { channel: 1, priority: -1 },
    { tags: 1 },
  ]);
});
