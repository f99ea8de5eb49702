import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import mongoose, { Schema } from 'mongoose';
import { MongoClient } from 'mongodb';
import { startEmbedded } from '../src/embedded/start.js';
import { gather } from '../src/store/gather.js';
import { CHANNELS, EPOCH, INDEXES, ticket, type BenchTicket } from './lib/store-documents.js';
import { rate, type Rate } from './lib/store-rate.js';
import { rawInserts } from './lib/store-raw.js';
import { WireClient, insertMessage } from './lib/store-wire-client.js';

/**
 * Measures the embedded store as an application sees it, next to the raw limits of the same run, and writes
 * bench/RESULTS-store.md. Usage: npm run bench:store [-- <documents> <seconds per measurement>]
 */
const DOCUMENTS = Number(process.argv[2] ?? 200_000);
const SECONDS = Number(process.argv[3] ?? 3);
const CONCURRENT = 64;

interface Row {
  name: string;
  rate: Rate;
}

const rows: Row[] = [];
const facts: [name: string, value: string][] = [];

async function measure(name: string, writers: number, operation: () => Promise<unknown>): Promise<Rate> {
  await rate(Math.min(1, SECONDS / 4), writers, operation);
  const result = await rate(SECONDS, writers, operation);
  rows.push({ name, rate: result });
  console.log(
    `${name.padEnd(60)} ${String(result.perSecond).padStart(8)}/s  p50 ${result.p50} ms  p99 ${result.p99} ms`,
  );
  return result;
}

async function timed<T>(name: string, run: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await run();
  facts.push([name, `${Math.round(performance.now() - start)} ms`]);
  console.log(`${name.padEnd(60)} ${facts.at(-1)?.[1]}`);
  return result;
}

// Other programs on the machine slow down some rows more than others: the reader has to know of them.
const loadBefore = loadavg()[0] ?? 0;

const dir = await mkdtemp(join(tmpdir(), 'bench-'));
const store = await startEmbedded(dir);
const client = await new MongoClient(store.uri, {
  maxPoolSize: CONCURRENT,
  minPoolSize: CONCURRENT,
}).connect();
const tickets = client.db().collection<BenchTicket>('tickets');
const connection = await mongoose.createConnection(store.uri, { maxPoolSize: CONCURRENT }).asPromise();
const Ticket = connection.model<BenchTicket>(
  'Ticket',
  new Schema<BenchTicket>(
    {
      no: Number,
      caller: String,
      channel: String,
      status: String,
      priority: Number,
      text: String,
      tags: [String],
      history: [{ by: String, at: Date, what: String }],
      at: Date,
      n: Number,
    },
    { timestamps: true, autoIndex: false },
  ),
);

const anyNo = () => Math.floor(Math.random() * DOCUMENTS);
const anyDate = () => new Date(EPOCH + anyNo() * 1000);

for (const { key, ...options } of INDEXES) await tickets.createIndex(key, options);
const loadStart = performance.now();
for (let no = 0; no < DOCUMENTS; no += 1000) {
  const count = Math.min(1000, DOCUMENTS - no);
  await tickets.insertMany(Array.from({ length: count }, (_, i) => ticket(no + i)));
}
facts.push([
  `insertMany in thousands, ${DOCUMENTS} documents`,
  `${Math.round(DOCUMENTS / ((performance.now() - loadStart) / 1000))} documents/s`,
]);
let next = DOCUMENTS;

const raw = await rawInserts(SECONDS, CONCURRENT);
rows.push({ name: `raw LMDB group commit of an insert's bytes, ${CONCURRENT} writers`, rate: raw });
const ping = await measure(`driver: ping, ${CONCURRENT} at once`, CONCURRENT, () =>
  client.db().command({ ping: 1 }),
);
await measure('driver: ping, one at a time', 1, () => client.db().command({ ping: 1 }));
const read = await measure(`driver: findOne by unique index, ${CONCURRENT} at once`, CONCURRENT, () =>
  tickets.findOne({ no: anyNo() }),
);
await measure('driver: findOne by unique index, one at a time', 1, () => tickets.findOne({ no: anyNo() }));
const insert = await measure(`driver: durable insert, ${CONCURRENT} at once`, CONCURRENT, () =>
  tickets.insertOne(ticket(next++)),
);
const joined = gather(async (docs: BenchTicket[]) => {
  await tickets.insertMany(docs, { ordered: false });
  return docs;
});
const joinedInsert = await measure(
  `driver: durable insert, ${CONCURRENT} at once, joined as the hub's hot inserts are`,
  CONCURRENT,
  () => joined(ticket(next++)),
);
const wireInsert = await wireInserts();
await measure('driver: durable insert, one at a time', 1, () => tickets.insertOne(ticket(next++)));
await measure('mongoose: create, one at a time', 1, () => Ticket.create(ticket(next++)));
await measure(`mongoose: create, ${CONCURRENT} at once`, CONCURRENT, () => Ticket.create(ticket(next++)));
await measure('mongoose: findOne lean, one at a time', 1, () => Ticket.findOne({ no: anyNo() }).lean());
await measure(`mongoose: findOne lean, ${CONCURRENT} at once`, CONCURRENT, () =>
  Ticket.findOne({ no: anyNo() }).lean(),
);
const page = () =>
  Ticket.find({ status: 'open', at: { $lt: anyDate() } })
    .sort({ at: -1 })
    .limit(20)
    .lean();
await measure('mongoose: equality + range + sort + limit 20', 1, page);
const change = () =>
  Ticket.findOneAndUpdate(
    { no: anyNo() },
    { $inc: { n: 1 }, $set: { status: 'open' } },
    { returnDocument: 'after' },
  ).lean();
await measure('mongoose: findOneAndUpdate, one at a time', 1, change);
await measure(`mongoose: findOneAndUpdate, ${CONCURRENT} at once`, CONCURRENT, change);
await measure(
  `mongoose: mix 50/20/20/10 read/page/change/insert, ${CONCURRENT} at once`,
  CONCURRENT,
  async () => {
    const kind = Math.random();
    if (kind < 0.5) await Ticket.findOne({ no: anyNo() }).lean();
    else if (kind < 0.7) await page();
    else if (kind < 0.9) await change();
    else await Ticket.create(ticket(next++));
  },
);
await timed('aggregate: match, group with sum and avg, sort', () =>
  tickets
    .aggregate([
      { $match: { status: 'open' } },
      { $group: { _id: '$channel', n: { $sum: 1 }, priority: { $avg: '$priority' } } },
      { $sort: { _id: 1 } },
    ])
    .toArray(),
);
await timed('count by index', () => tickets.countDocuments({ channel: CHANNELS[0] }));
await timed('scan of the whole collection', () => tickets.countDocuments({ caller: 'nobody' }));
facts.push(['file', `${Math.round((await stat(join(dir, 'store.mdb'))).size / 1e6)} MB`]);
facts.push(['resident memory of the process', `${Math.round(process.memoryUsage().rss / 1e6)} MB`]);

await connection.close();
await client.close();
await store.close();
await rm(dir, { recursive: true, force: true });

const ratios: { name: string; value: number; wanted?: number }[] = [
  { name: 'indexed read by driver / ping by driver', value: read.perSecond / ping.perSecond, wanted: 0.3 },
  {
    name: 'durable inserts by driver, each a command / raw group commit',
    value: insert.perSecond / raw.perSecond,
    wanted: 0.4,
  },
  {
    name: 'durable inserts by driver, joined as the hub does / raw group commit',
    value: joinedInsert.perSecond / raw.perSecond,
    wanted: 0.4,
  },
  {
    name: 'durable inserts at the wire / raw group commit',
    value: wireInsert.perSecond / raw.perSecond,
    wanted: 0.4,
  },
  { name: 'pings by driver / raw group commit', value: ping.perSecond / raw.perSecond },
  {
    name: 'durable inserts by driver, each a command / ping by driver',
    value: insert.perSecond / ping.perSecond,
  },
];
await writeFile(new URL('./RESULTS-store.md', import.meta.url), report());
for (const { name, value, wanted } of ratios)
  console.log(`${name}: ${value.toFixed(2)} ${verdict(value, wanted)}`);

function verdict(value: number, wanted: number | undefined): string {
  if (wanted === undefined) return '';
  return value >= wanted ? 'reached' : '**not reached in this run**';
}

/** Inserts over 64 connections of a client that costs next to nothing: the store's own share of the work. */
async function wireInserts(): Promise<Rate> {
  const path = decodeURIComponent(store.uri.split('/')[2] ?? '');
  const clients = await Promise.all(Array.from({ length: CONCURRENT }, () => WireClient.connect(path)));
  const messages = Array.from({ length: 60_000 }, () => insertMessage('store', 'tickets', ticket(next++)));
  const free = [...clients];
  const result = await measure(`wire: durable insert, ${CONCURRENT} at once`, CONCURRENT, async () => {
    const wire = free.pop();
    const message = messages.pop() ?? insertMessage('store', 'tickets', ticket(next++));
    if (!wire) throw new Error('more operations than connections');
    await wire.send(message);
    free.push(wire);
  });
  for (const wire of clients) wire.close();
  return result;
}

function report(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}`;
  return [
    '# Embedded store: measurements',
    '',
    `Machine: ${machine}, Node ${process.version}. Commit ${commit}, ${new Date().toISOString().slice(0, 10)}.`,
    `Command: \`npm run bench:store -- ${DOCUMENTS} ${SECONDS}\`. One run; client and store share the cores. Load average when it began: ${loadBefore.toFixed(1)}.`,
    '',
    '## Against the aims',
    '',
    '| ratio | measured | wanted | |',
    '| --- | --- | --- | --- |',
    ...ratios.map(
      ({ name, value, wanted }) =>
        `| ${name} | ${value.toFixed(2)} | ${wanted === undefined ? '' : `≥ ${wanted}`} | ${verdict(value, wanted)} |`,
    ),
    '',
    `A ping through the driver stores nothing, and 64 at once reach ${(ping.perSecond / raw.perSecond).toFixed(2)} of the raw group commit: the driver’s one thread`,
    'is what bounds an insert that is a command of its own. The hub’s hot inserts share commands (`src/store/gather.ts`).',
    '',
    '| operation | per second | p50 ms | p99 ms |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ name, rate: { perSecond, p50, p99 } }) => `| ${name} | ${perSecond} | ${p50} | ${p99} |`),
    '',
    '| other | |',
    '| --- | --- |',
    ...facts.map(([name, value]) => `| ${name} | ${value} |`),
    '',
  ].join('\n');
}
