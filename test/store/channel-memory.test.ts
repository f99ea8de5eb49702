import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStores, type Stores } from './open-stores.js';

let close: () => Promise<void>;
let memory: ReturnType<Stores['memoryOf']>;
let other: ReturnType<Stores['memoryOf']>;

beforeAll(async () => {
  const opened = await openStores();
  ({ close } = opened);
  memory = opened.stores.memoryOf('web');
  other = opened.stores.memoryOf('email');
});
afterAll(() => close());

const PAST = new Date(Date.now() - 60_000);
const FUTURE = new Date(Date.now() + 3_600_000);
const fifty = <T>(job: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 50 }, (_, i) => job(i)));

describe('a claim', () => {
  test('is given to one of fifty', async () => {
    const won = await fifty((i) => memory.claim('one', { i }));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await memory.get('one')).toEqual({ i: won.indexOf(true) });
  });

  test('that has expired is free again, for one of fifty', async () => {
    expect(await memory.claim('old', { i: -1 }, PAST)).toBe(true);
    expect(await memory.get('old')).toBeUndefined();
    const won = await fifty((i) => memory.claim('old', { i }, FUTURE));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await memory.get('old')).toEqual({ i: won.indexOf(true) });
  });

  test('of one channel does not stand in another’s way', async () => {
    expect(await memory.claim('same', {})).toBe(true);
    expect(await other.claim('same', {})).toBe(true);
    await memory.delete('same');
    expect(await memory.claim('same', {})).toBe(true);
    expect(await other.claim('same', {})).toBe(false);
  });
});

describe('what is remembered', () => {
  test('the last word counts', async () => {
    await memory.set('uid', { uid: 7 }, FUTURE);
    await memory.set('uid', { uid: 8 });
    expect(await memory.get('uid')).toEqual({ uid: 8 });
  });

  test('is found by how its key begins, in order, without what has expired', async () => {
    for (const key of ['inbox/2', 'inbox/1', 'inbox/3', 'inboy/0']) await memory.set(key, { key }, FUTURE);
    await memory.set('inbox/0', {}, PAST);
    await other.set('inbox/1', { of: 'another channel' });
    expect(await memory.list('inbox/', 2)).toEqual([
      { key: 'inbox/1', value: { key: 'inbox/1' } },
      { key: 'inbox/2', value: { key: 'inbox/2' } },
    ]);
    expect(await memory.list('inbox/', 9)).toHaveLength(3);
  });

  test('is gone at its time, before the store has swept', async () => {
    await memory.set('short', { a: 1 }, PAST);
    expect(await memory.get('short')).toBeUndefined();
  });
});
