import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { LocalWaker } from '../../../src/core/work/local-waker.js';

function started() {
  const visited: string[] = [];
  const errors: string[] = [];
  let deliveries = 0;
  const waker = new LocalWaker();
  waker.start({
    visit: async (id) => {
      visited.push(id);
      if (id === 'poison') throw new Error('broken');
    },
    deliver: async () => {
      deliveries++;
      await new Promise((resolve) => setImmediate(resolve));
    },
    onError: (what) => errors.push(what),
  });
  return { waker, visited, errors, deliveries: () => deliveries };
}

afterEach(() => void jest.useRealTimers());

describe('waking inside one process', () => {
  test('several bubbles are one visit: each new one starts the quiet time again', async () => {
    jest.useFakeTimers();
    const { waker, visited } = started();
    waker.conversation('c1', 100);
    await jest.advanceTimersByTimeAsync(80);
    waker.conversation('c1', 100);
    await jest.advanceTimersByTimeAsync(80);
    expect(visited).toEqual([]);
    await jest.advanceTimersByTimeAsync(40);
    expect(visited).toEqual(['c1']);
  });

  test('somebody who never stops typing is answered all the same', async () => {
    jest.useFakeTimers();
    const { waker, visited } = started();
    for (let i = 0; i < 20; i++) {
      waker.conversation('c1', 100);
      await jest.advanceTimersByTimeAsync(90);
    }
    expect(visited.length).toBeGreaterThan(0);
  });

  test('poison: a failing visit is reported and stops nobody', async () => {
    const { waker, visited, errors } = started();
    waker.conversation('poison');
    waker.conversation('c2');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await waker.stop();
    expect(visited.toSorted()).toEqual(['c2', 'poison']);
    expect(errors).toEqual(['conversation poison']);
  });

  test('overload: in a burst only some are visited at a time, and all of them in the end', async () => {
    const waker = new LocalWaker();
    let [now, most] = [0, 0];
    const visited = new Set<string>();
    waker.start({
      visit: async (id) => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setImmediate(resolve));
        visited.add(id);
        now--;
      },
      deliver: async () => undefined,
      onError: () => undefined,
    });
    for (let i = 0; i < 500; i++) waker.conversation(`c${i}`);
    while (visited.size < 500) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(32);
    await waker.stop();
  });

  test('overload: woken often while it waits, a conversation is visited once', async () => {
    const { waker, visited } = started();
    for (let i = 0; i < 50; i++) waker.conversation('c1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await waker.stop();
    expect(visited).toEqual(['c1']);
  });

  test('lost wake-up: what is woken during its visit is visited again, after it', async () => {
    const waker = new LocalWaker();
    let [visits, now, most] = [0, 0, 0];
    const twice = new Promise<void>((resolve) => {
      waker.start({
        visit: async (id) => {
          most = Math.max(most, ++now);
          if (++visits === 1) {
            waker.conversation(id);
            await new Promise((later) => setTimeout(later, 20));
          } else resolve();
          now--;
        },
        deliver: async () => undefined,
        onError: () => undefined,
      });
    });
    waker.conversation('c1');
    await twice;
    expect(most).toBe(1);
    await waker.stop();
  });

  test('overload: wake-ups of the outbox in one breath are one pass', async () => {
    const { waker, deliveries } = started();
    for (let i = 0; i < 50; i++) waker.outbox();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await waker.stop();
    expect(deliveries()).toBe(1);
  });

  test('stuck: a pass that waits for a slow provider does not hold up the next', async () => {
    const waker = new LocalWaker();
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    let passes = 0;
    const second = new Promise<void>((resolve) => {
      waker.start({
        visit: async () => undefined,
        deliver: async () => {
          passes++;
          if (passes === 1) return slow;
          resolve();
        },
        onError: () => undefined,
      });
    });
    waker.outbox();
    await new Promise((resolve) => setTimeout(resolve, 30));
    waker.outbox();
    await second;
    expect(passes).toBe(2);
    release();
    await waker.stop();
  });

  test('after stop nothing is woken any more', async () => {
    const { waker, visited } = started();
    waker.conversation('c1', 5);
    await waker.stop();
    waker.conversation('c2');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(visited).toEqual([]);
  });
});
