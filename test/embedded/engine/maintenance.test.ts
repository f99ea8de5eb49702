import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { backupStore, checkStore, compactStore, storeStats } from '../../../src/embedded/maintenance.js';
import { openLmdb } from '../../../src/embedded/kv-lmdb.js';
import { openStore, type OpenStore } from './open-store.js';

let open: OpenStore;
beforeAll(async () => {
  open = await openStore();
  const docs = open.db.collection('docs');
  await docs.createIndexes([{ key: { no: 1 }, unique: true }, { key: { tags: 1 } }]);
  await docs.insertMany(Array.from({ length: 1000 }, (_, no) => ({ no, tags: [no % 3, 'all'] })));
});
afterAll(() => open.close());

const pathOf = (name: string) => join(open.dir, name);

test('stats count documents and entries beside a running store', async () => {
  const stats = await storeStats(open.dir);
  expect(stats.collections).toEqual([
    {
      namespace: 'store.docs',
      documents: 1000,
      indexes: [
        { name: 'no_1', entries: 1000 },
        { name: 'tags_1', entries: 2000 },
      ],
    },
  ]);
});

test('a backup taken while others write is whole and passes the check', async () => {
  const docs = open.db.collection('docs');
  let isDone = false;
  const writing = (async () => {
    for (let no = 10_000; !isDone; no++) await docs.insertOne({ no, tags: ['late', no] });
  })();
  const target = join(pathOf('copy'), 'store.mdb');
  const { bytes } = await backupStore(open.dir, target);
  isDone = true;
  await writing;
  expect(bytes).toBeGreaterThan(0);
  const report = await checkStore(pathOf('copy'));
  expect(report.faults).toEqual([]);
  expect(report.documents).toBeGreaterThanOrEqual(1000);
  expect(report.entries).toBe(report.documents * 3);
});

test('a backup never overwrites', async () => {
  await expect(backupStore(open.dir, join(pathOf('copy'), 'store.mdb'))).rejects.toThrow(
    'a backup never overwrites',
  );
});

test('the check names a missing entry and a stray one', async () => {
  const target = join(pathOf('broken'), 'store.mdb');
  await mkdir(pathOf('broken'));
  await backupStore(open.dir, target);
  const kv = openLmdb(target);
  const entries = [...kv.range({ gte: Buffer.from([0, 0, 0, 17]), lt: Buffer.from([0, 0, 0, 18]) })];
  const [first] = entries;
  if (!first) throw new Error('no index entries under id 17');
  await kv.write(() => {
    kv.del(first.key, first.value);
    kv.put(Buffer.concat([first.key, Buffer.from('?')]), Buffer.from('nobody'), undefined);
  });
  await kv.close();
  const { faults } = await checkStore(pathOf('broken'));
  expect(faults).toEqual([
    expect.stringMatching(/^store\.docs: document \w+ is missing in index no_1$/),
    'store.docs: index no_1 has an entry for a document that does not exist',
  ]);
});

test('compacting needs the directory for itself, then gives space back', async () => {
  await expect(compactStore(open.dir)).rejects.toThrow('is in use');
  await open.db.collection('docs').deleteMany({ no: { $gte: 10 } });
  await open.client.close();
  await open.store.close();
  const { before, after } = await compactStore(open.dir);
  expect(after).toBeLessThan(before);
  expect(await checkStore(open.dir)).toMatchObject({ documents: 10, entries: 30, faults: [] });
});
