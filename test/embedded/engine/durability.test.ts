import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { openLmdb } from '../../../src/embedded/kv-lmdb.js';
import type { Kv } from '../../../src/embedded/kv.js';
import { temporaryDirectory } from './open-store.js';

let dir: string;
let kv: Kv;
beforeAll(async () => {
  dir = await temporaryDirectory();
  kv = openLmdb(join(dir, 'kv.mdb'));
});
afterAll(async () => {
  await kv.close();
  await rm(dir, { recursive: true, force: true });
});

const bytes = (text: string) => Buffer.from(text);
const read = (key: string) => kv.get(bytes(key))?.toString();

test('a failing job in a group commit leaves no trace and does not touch the others', async () => {
  await kv.write(() => kv.put(bytes('old'), bytes('1'), undefined));
  let memory = 'before';
  const jobs = [
    kv.write(() => kv.put(bytes('a'), bytes('1'), undefined)),
    kv.write(() => {
      kv.put(bytes('b'), bytes('1'), undefined);
      kv.put(bytes('old'), bytes('2'), bytes('1'));
      kv.put(bytes('old'), bytes('3'), bytes('2'));
      kv.del(bytes('a'), bytes('1'));
      memory = 'changed';
      kv.onUndo(() => (memory = 'before'));
      throw new Error('this job fails');
    }),
    kv.write(() => kv.put(bytes('c'), bytes('1'), undefined)),
  ];
  const outcomes = await Promise.allSettled(jobs);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(['a', 'b', 'c', 'old'].map(read)).toEqual(['1', undefined, '1', '1']);
  expect(memory).toBe('before');
});

test('an attempt within a job undoes only itself', async () => {
  await kv.write(() => {
    kv.put(bytes('kept'), bytes('1'), undefined);
    const attempt = () =>
      kv.attempt(() => {
        kv.put(bytes('undone'), bytes('1'), undefined);
        throw new Error('this part fails');
      });
    expect(attempt).toThrow('this part fails');
  });
  expect([read('kept'), read('undone')]).toEqual(['1', undefined]);
});

test('a write is acknowledged after its commit', async () => {
  const other = openLmdb(join(dir, 'kv.mdb'), { readOnly: true });
  await kv.write(() => kv.put(bytes('seen'), bytes('1'), undefined));
  expect(other.get(bytes('seen'))?.toString()).toBe('1');
  await other.close();
});

test('a range read backwards is the mirror of the one forwards', async () => {
  await kv.write(() => {
    for (const key of ['r1', 'r2', 'r3']) kv.put(bytes(key), bytes(key), undefined);
  });
  const range = { gte: bytes('r1'), lt: bytes('r3') };
  const keys = (reverse: boolean) => [...kv.range({ ...range, reverse })].map(({ key }) => key.toString());
  expect(keys(false)).toEqual(['r1', 'r2']);
  expect(keys(true)).toEqual(['r2', 'r1']);
});
