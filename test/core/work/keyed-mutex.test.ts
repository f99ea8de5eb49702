import { describe, expect, test } from '@jest/globals';
import { KeyedMutex } from '../../../src/core/work/keyed-mutex.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('order per key', () => {
  test('reorder: jobs of one key run one after another, in the order given', async () => {
    const mutex = new KeyedMutex();
    const log: string[] = [];
    const job = (name: string, turns: number) => async () => {
      log.push(`${name} begins`);
      for (let i = 0; i < turns; i++) await turn();
      log.push(`${name} ends`);
    };
    await Promise.all([
      mutex.run('k', job('a', 5)),
      mutex.run('k', job('b', 0)),
      mutex.run('k', job('c', 1)),
    ]);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  test('poison: a failing job does not stop the next, and only its own caller hears of it', async () => {
    const mutex = new KeyedMutex();
    const failed = mutex.run('k', () => Promise.reject(new Error('broken')));
    const next = mutex.run('k', () => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('broken');
    await expect(next).resolves.toBe('done');
  });

  test('a stuck key does not block another', async () => {
    const mutex = new KeyedMutex();
    let release = (): void => undefined;
    const stuck = mutex.run('a', () => new Promise<void>((resolve) => (release = resolve)));
    await expect(mutex.run('b', () => Promise.resolve('free'))).resolves.toBe('free');
    release();
    await stuck;
  });

  test('leak: keys are forgotten when nobody waits', async () => {
    const mutex = new KeyedMutex();
    await Promise.all(Array.from({ length: 100 }, (_, i) => mutex.run(`k${i}`, turn)));
    await turn();
    expect(mutex.size).toBe(0);
  });
});
