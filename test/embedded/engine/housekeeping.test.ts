import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Cursors } from '../../../src/embedded/cursors.js';
import { Deadline } from '../../../src/embedded/deadline.js';
import { openDataFile } from '../../../src/embedded/data-file.js';
import { Housekeeping } from '../../../src/embedded/housekeeping.js';
import { createIndex, readIndexOptions } from '../../../src/embedded/index-build.js';
import { insertDocument } from '../../../src/embedded/write.js';
import { countDocuments } from '../../../src/embedded/counting.js';
import { listStream } from '../../../src/embedded/streams.js';
import type { Store } from '../../../src/embedded/store.js';
import { temporaryDirectory } from './open-store.js';

const NOW = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

let dir: string;
let store: Store;
beforeEach(async () => {
  dir = await temporaryDirectory();
  store = openDataFile(join(dir, 'store.mdb'));
});
afterEach(async () => {
  await store.kv.close();
  await rm(dir, { recursive: true, force: true });
});

const insert = (docs: Record<string, unknown>[]) =>
  store.kv.write(() => docs.map((doc) => insertDocument({ ...store, namespace: 'db.docs' }, doc)));

function count(): number {
  const collection = store.catalog.get('db.docs');
  return collection ? countDocuments(store.kv, collection) : 0;
}

test('a TTL index removes documents once their date has passed, and only those', async () => {
  let now = NOW;
  const housekeeping = new Housekeeping(store, new Cursors(), () => new Date(now));
  const options = readIndexOptions({ key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 });
  await createIndex(store, 'db.docs', options);
  await insert([
    { _id: 'soon', at: new Date(NOW) },
    { _id: 'later', at: new Date(NOW + 60 * MINUTE) },
    { _id: 'several', at: [new Date(NOW + 60 * MINUTE), new Date(NOW)] },
    { _id: 'never' },
    { _id: 'text', at: 'not a date' },
  ]);
  await housekeeping.round();
  expect(count()).toBe(5);
  now += MINUTE + 1;
  await housekeeping.round();
  expect(count()).toBe(3);
  now += 60 * MINUTE;
  await housekeeping.round();
  expect(count()).toBe(2);
});

test('the keys of a dropped collection are removed', async () => {
  await insert(Array.from({ length: 2000 }, (_, _id) => ({ _id })));
  const before = store.kv.stats().entries;
  await store.kv.write(() => {
    const collection = store.catalog.get('db.docs');
    if (collection) store.catalog.drop(collection);
  });
  await new Housekeeping(store, new Cursors()).round();
  expect(before - store.kv.stats().entries).toBeGreaterThanOrEqual(2000);
  expect(store.catalog.garbage()).toEqual([]);
});

test('a cursor nobody asks for is closed after ten minutes', async () => {
  let now = NOW;
  const cursors = new Cursors(() => now);
  await cursors.first('db.docs', listStream([{ a: 1 }, { a: 2 }]), { batchSize: 1 }, new Deadline());
  const housekeeping = new Housekeeping(store, cursors);
  now += 9 * MINUTE;
  await housekeeping.round();
  expect(cursors.size).toBe(1);
  now += 2 * MINUTE;
  await housekeeping.round();
  expect(cursors.size).toBe(0);
});
