import { describe, expect, test } from '@jest/globals';
import { CircuitBreaker } from '../../src/host/breaker.js';
import fc from '../support/fc.js';

const SECOND = 1000;

/** A breaker that has failed at these seconds. */
function failedAt(...seconds: number[]): CircuitBreaker {
  const breaker = new CircuitBreaker();
  for (const second of seconds) breaker.leave('failed', second * SECOND);
  return breaker;
}

describe('a breaker', () => {
  test.each([
    ['four failures', [0, 1, 2, 3], false],
    ['five within 30 s', [0, 1, 2, 3, 29], true],
    ['five over a longer time', [0, 8, 16, 24, 32], false],
  ])('after %s', (_, seconds, isOpen) => {
    expect(failedAt(...seconds).isOpen).toBe(isOpen);
  });

  test('counts anew after a success', () => {
    const breaker = failedAt(0, 1, 2, 3);
    breaker.leave('answered', 4 * SECOND);
    breaker.leave('failed', 5 * SECOND);
    expect(breaker.isOpen).toBe(false);
  });

  test('lets nobody through for 60 s, then one alone', () => {
    const breaker = failedAt(0, 0, 0, 0, 0);
    expect(breaker.enter(1 * SECOND)).toBe(59 * SECOND);
    expect(breaker.enter(60 * SECOND)).toBe(0);
    expect(breaker.enter(60 * SECOND)).toBeGreaterThan(0);
  });

  test('closes for all when that one is answered, and stays open when it fails', () => {
    const mended = failedAt(0, 0, 0, 0, 0);
    mended.enter(60 * SECOND);
    mended.leave('answered', 61 * SECOND);
    expect([mended.enter(61 * SECOND), mended.enter(61 * SECOND)]).toEqual([0, 0]);
    const broken = failedAt(0, 0, 0, 0, 0);
    broken.enter(60 * SECOND);
    broken.leave('failed', 61 * SECOND);
    expect(broken.enter(62 * SECOND)).toBe(59 * SECOND);
  });

  test('asks again when the probe was told to come later', () => {
    const breaker = failedAt(0, 0, 0, 0, 0);
    breaker.enter(60 * SECOND);
    breaker.leave('neither', 61 * SECOND);
    expect(breaker.enter(61 * SECOND)).toBe(0);
  });

  test('never shuts for good, whatever happens', () => {
    const event = fc.record({
      result: fc.constantFrom('answered', 'failed', 'neither'),
      after: fc.integer({ min: 0, max: 90 * SECOND }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const breaker = new CircuitBreaker();
        let now = 0;
        for (const { result, after } of events) {
          now += after;
          if (breaker.enter(now) === 0) breaker.leave(result, now);
        }
        expect(breaker.enter(now + 60 * SECOND)).toBe(0);
      }),
    );
  });
});
