import { describe, expect, test } from '@jest/globals';
import { backoff, Bell } from '../../../../src/channels/email/receive/waiting.js';

describe('pauses between connections', () => {
  test('double up to the limit, and vary by a fifth', () => {
    const pauses = [0, 1, 2, 10, 1000].map((n) => backoff(n, 1000, 300_000, () => 0.5));
    expect(pauses).toEqual([1000, 2000, 4000, 300_000, 300_000]);
    expect(backoff(0, 1000, 300_000, () => 0)).toBe(800);
    expect(backoff(99, 1000, 300_000, () => 1)).toBe(300_000);
  });

  test('a ring before the wait is not forgotten, and counts once', async () => {
    const bell = new Bell();
    bell.ring();
    await bell.wait(3600_000);
    let answered = false;
    const waiting = bell.wait(3600_000).then(() => (answered = true));
    await Promise.resolve();
    expect(answered).toBe(false);
    bell.ring();
    await waiting;
  });
});
