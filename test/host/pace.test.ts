import { describe, expect, test } from '@jest/globals';
import { Pace } from '../../src/host/pace.js';
import fc from '../support/fc.js';

const HOUR = 3_600_000;

describe('a pace', () => {
  test('without a rate lets everybody go at once', () => {
    const pace = new Pace({});
    for (let n = 0; n < 100; n++) expect(pace.take(0, 0)).toEqual({ type: 'go', inMs: 0 });
  });

  test('spaces sends evenly, and tells those who come too early when to ask again, one after another', () => {
    const pace = new Pace({ perSec: 2 });
    const taken = [1, 2, 3, 4, 5].map(() => pace.take(0, 1000));
    expect(taken).toEqual([
      { type: 'go', inMs: 0 },
      { type: 'go', inMs: 500 },
      { type: 'go', inMs: 1000 },
      { type: 'later', inMs: 1500 },
      { type: 'later', inMs: 2000 },
    ]);
  });

  test('lets so many go in any hour, and the next when the first is an hour old', () => {
    const pace = new Pace({ perHour: 2 });
    expect(pace.take(0, 0).type).toBe('go');
    expect(pace.take(1000, 0).type).toBe('go');
    expect(pace.take(2000, 0)).toEqual({ type: 'later', inMs: HOUR - 2000 });
    expect(pace.take(HOUR, 0).type).toBe('go');
  });

  test('is kept, however they come', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 10 }),
        (waits, perSec, perHour) => {
          const pace = new Pace({ perSec, perHour });
          const sent: number[] = [];
          let now = 0;
          for (const wait of waits) {
            now += wait;
            const place = pace.take(now, 5000);
            if (place.type === 'go') sent.push(now + place.inMs);
          }
          for (const [i, at] of sent.entries()) {
            const [before = -Infinity, hourBefore = -Infinity] = [sent[i - 1], sent[i - perHour]];
            expect(at - before).toBeGreaterThanOrEqual(1000 / perSec - 0.001);
            expect(at - hourBefore).toBeGreaterThanOrEqual(HOUR);
          }
        },
      ),
    );
  });
});
