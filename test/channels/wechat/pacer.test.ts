import { expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { Pacer } from '../../../src/channels/wechat/send/pacer.js';

const pacerAt = (clock: { now: number }, random: () => number) =>
  new Pacer({ minMs: 1000, maxMs: 3000, perMinute: 20, now: () => clock.now, random });

test('each message waits between one and three seconds, the first one too', () => {
  const clock = { now: 1_000_000 };
  expect(pacerAt(clock, () => 0).next()).toEqual({ type: 'go', afterMs: 1000 });
  expect(pacerAt(clock, () => 0.5).next()).toEqual({ type: 'go', afterMs: 2000 });
});

test('the times of a burst follow one another', () => {
  const pacer = pacerAt({ now: 0 }, () => 0.5);
  expect([1, 2, 3].map(() => pacer.next().afterMs)).toEqual([2000, 4000, 6000]);
});

test('a message that would wait longer than a minute is given back, and takes nobody’s turn', () => {
  const pacer = pacerAt({ now: 0 }, () => 0);
  for (let n = 0; n < 20; n++) expect(pacer.next().type).toBe('go');
  expect(pacer.next()).toEqual({ type: 'later', afterMs: 61_000 });
  expect(pacer.next()).toEqual({ type: 'later', afterMs: 61_000 });
});

test('whenever messages are asked for: never more than twenty in a minute, never closer than a second', () => {
  const gap = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }));
  const gaps = fc.array(gap, { minLength: 30, maxLength: 120 });
  fc.assert(
    fc.property(gaps, (waits) => {
      const clock = { now: 0 };
      let luck = 0;
      const pacer = pacerAt(clock, () => luck);
      const times: number[] = [];
      for (const [wait, chance] of waits) {
        clock.now += wait;
        luck = chance;
        const turn = pacer.next();
        if (turn.type === 'go') times.push(clock.now + turn.afterMs);
      }
      for (const [i, time] of times.entries()) {
        const [before, twentyBefore] = [times[i - 1], times[i - 20]];
        // The clock is in fractions of milliseconds here.
        if (before !== undefined) expect(time - before).toBeGreaterThan(999.999);
        if (twentyBefore !== undefined) expect(time - twentyBefore).toBeGreaterThan(59_999.999);
      }
    }),
  );
});
