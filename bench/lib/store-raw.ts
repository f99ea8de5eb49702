import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'bson';
import { encodeKey } from '../../src/embedded/bson-order.js';
import { openLmdb } from '../../src/embedded/kv-lmdb.js';
import { INDEXES, ticket } from './store-documents.js';
import { rate, type Rate } from './store-rate.js';

/** The storage engine alone: concurrent durable group commits of the very bytes that an insert of a ticket writes. */
export async function rawInserts(seconds: number, writers: number): Promise<Rate> {
  const dir = await mkdtemp(join(tmpdir(), 'raw-'));
  const kv = openLmdb(join(dir, 'raw.mdb'));
  let no = 0;
  // The bytes are made beforehand: making them is the server's work, not the storage's.
  const prepared = Array.from({ length: 100_000 }, () => entriesOf(no++));
  let at = 0;
  const result = await rate(seconds, writers, () => {
    const entries = prepared[at++] ?? entriesOf(no++);
    return kv.write(() => {
      for (const [key, value] of entries) kv.put(key, value, undefined);
    });
  });
  await kv.close();
  await rm(dir, { recursive: true, force: true });
  return result;
}

function entriesOf(no: number): [Buffer, Buffer][] {
  const doc = { ...ticket(no) };
  const { key: idKey } = encodeKey(Buffer.alloc(0), [doc._id]);
  const prefix = (id: number) => Buffer.from([0, 0, 0, id]);
  const entries: [Buffer, Buffer][] = INDEXES.map(({ key }, i) => {
    const values = Object.keys(key).map((path) => Object.entries(doc).find(([name]) => name === path)?.[1]);
    const encoded = encodeKey(prefix(20 + i), values, Object.values(key));
    return [Buffer.concat([encoded.key, idKey]), idKey];
  });
  return [...entries, [Buffer.concat([prefix(19), idKey]), Buffer.from(serialize(doc))]];
}
