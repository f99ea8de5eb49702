import { chmod, mkdir, open as openFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openLmdb } from '../../../src/embedded/kv-lmdb.js';
import { startEmbedded } from '../../../src/embedded/start.js';
import { startChild } from './child.js';
import { temporaryDirectory } from './open-store.js';

let dir: string;
beforeEach(async () => {
  dir = await temporaryDirectory();
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('one process per data directory', () => {
  test('a second process is told who holds it; after kill -9 the lock is taken over', async () => {
    const { process: child, lines } = startChild('./hold-directory.ts', dir);
    await once(lines, 'line');
    const refusal = startEmbedded(dir);
    await expect(refusal).rejects.toThrow(`The data directory ${dir} is in use: process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await startEmbedded(dir);
    await store.close();
  });

  test('a second start in the same process is refused too', async () => {
    const store = await startEmbedded(dir);
    await expect(startEmbedded(dir)).rejects.toThrow('is in use');
    await store.close();
    await (await startEmbedded(dir)).close();
  });

  test('a lock cut off while it was written is taken over', async () => {
    await writeFile(join(dir, 'store.lock'), '{"pid":');
    await (await startEmbedded(dir)).close();
  });
});

describe('a directory or file that cannot be used', () => {
  test('an unwritable directory is named', async () => {
    const locked = join(dir, 'locked');
    await writeFile(locked, 'a file where the directory should be');
    await expect(startEmbedded(locked)).rejects.toThrow(`The data directory ${locked} cannot be written`);
    if (process.getuid?.() === 0) return;
    const readOnly = join(dir, 'read-only');
    await mkdir(readOnly);
    await chmod(readOnly, 0o500);
    await expect(startEmbedded(readOnly)).rejects.toThrow(`The data directory ${readOnly} cannot be written`);
  });

  test('a file of another kind is refused, named, and left as it is', async () => {
    const file = join(dir, 'store.mdb');
    await writeFile(file, 'not a store '.repeat(2000));
    await expect(startEmbedded(dir)).rejects.toThrow(`The store file ${file} cannot be opened`);
    expect(await readFile(file, 'utf8')).toBe('not a store '.repeat(2000));
  });

  test('a cut file is refused', async () => {
    const store = await startEmbedded(dir);
    const client = await MongoClient.connect(store.uri);
    await client
      .db()
      .collection('docs')
      .insertMany(Array.from({ length: 500 }, () => ({ text: 'x'.repeat(500) })));
    await client.close();
    await store.close();
    const handle = await openFile(join(dir, 'store.mdb'), 'r+');
    await handle.truncate(Math.floor((await handle.stat()).size / 2));
    await handle.close();
    await expect(startEmbedded(dir)).rejects.toThrow('it is cut off');
  });

  test('a file of a later format is refused with advice', async () => {
    await (await startEmbedded(dir)).close();
    const kv = openLmdb(join(dir, 'store.mdb'));
    await kv.write(() => kv.put(Buffer.alloc(4), Buffer.from([0, 0, 0, 9]), kv.get(Buffer.alloc(4))));
    await kv.close();
    await expect(startEmbedded(dir)).rejects.toThrow(
      'it has format version 9, this program reads version 1. What to do: run',
    );
  });

  test('a refused start gives the directory free again', async () => {
    await writeFile(join(dir, 'store.mdb'), 'x'.repeat(20_000));
    await expect(startEmbedded(dir)).rejects.toThrow('cannot be opened');
    await expect(stat(join(dir, 'store.lock'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test('over TCP, a client that does not know the secret is turned away', async () => {
  const store = await startEmbedded(dir, { transport: 'tcp' });
  const client = await MongoClient.connect(store.uri);
  expect(await client.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
  await client.close();
  const stranger = MongoClient.connect(store.uri.replace(/appName=\w+/, 'appName=guess'), {
    serverSelectionTimeoutMS: 300,
  });
  await expect(stranger).rejects.toThrow('does not know the secret');
  await store.close();
});

test('what was written is there after a restart', async () => {
  const first = await startEmbedded(dir);
  const writer = await MongoClient.connect(first.uri);
  await writer.db().collection('docs').createIndex({ no: 1 }, { unique: true });
  await writer.db().collection('docs').insertOne({ no: 1 });
  await writer.close();
  await first.close();
  const second = await startEmbedded(dir);
  const reader = await MongoClient.connect(second.uri);
  const docs = reader.db().collection('docs');
  expect(await docs.findOne({ no: 1 })).not.toBeNull();
  await expect(docs.insertOne({ no: 1 })).rejects.toMatchObject({ code: 11000 });
  await reader.close();
  await second.close();
});
