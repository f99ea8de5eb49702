import { describe, expect, test } from '@jest/globals';
import { expiryOf, expiryWarning, type TokenLevel } from '../../../src/channels/weibo/api/token.js';

describe('how long a token lives', () => {
  test.each<[TokenLevel, string]>([
    ['test', '2026-11-02'],
    ['normal', '2026-11-08'],
    ['middle', '2026-11-16'],
    ['high', '2026-12-01'],
    ['partner', '2027-01-30'],
    ['service', '2027-11-01'],
  ])('%s until %s', (level, day) => {
    const ends = expiryOf({ at: new Date('2026-11-01T01:00:00Z'), level });
    expect(ends.toISOString()).toBe(`${day}T01:00:00.000Z`);
  });
});

describe('staff are told three days before', () => {
  const ends = new Date('2026-11-20T01:00:00Z');
  test.each([
    ['2026-11-17T00:59:59Z', undefined],
    ['2026-11-17T01:00:00Z', /将于 2026年11月20日 09:00 到期/],
    ['2026-11-20T01:00:00Z', /已于 2026年11月20日 09:00 到期/],
  ])('at %s', (now, words) => {
    const warning = expiryWarning(ends, new Date(now));
    if (words === undefined) expect(warning).toBeUndefined();
    else expect(warning).toMatch(words);
  });
});
