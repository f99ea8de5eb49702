import { describe, expect, test } from '@jest/globals';
import { assign, type Taker, type Waiting } from '../../../src/core/assignment/assign.js';
import fc from '../../support/fc.js';

const NOW = new Date('2026-11-23T02:00:00Z');
const waiting = (id: string, over: Partial<Waiting> = {}): Waiting => ({
  id,
  since: NOW,
  urgent: false,
  language: 'zh-CN',
  ...over,
});
const taker = (id: string, over: Partial<Taker> = {}): Taker => ({
  id,
  languages: ['zh-CN'],
  hotlines: [],
  categories: [],
  open: 0,
  most: 5,
  ...over,
});
const given = (conversations: Waiting[], takers: Taker[]) =>
  assign(conversations, takers, NOW).map(({ conversationId, staffId }) => `${conversationId} ${staffId}`);

describe('who is given what', () => {
  test('danger first, then who waited longest; to whom it was longest not given', () => {
    const minute = (n: number) => new Date(NOW.getTime() - n * 60_000);
    const conversations = [
      waiting('c1', { since: minute(1) }),
      waiting('c2', { since: minute(9) }),
      waiting('c3', { urgent: true }),
    ];
    const takers = [
      taker('a', { lastGivenAt: minute(1) }),
      taker('b', { lastGivenAt: minute(5) }),
      taker('c'),
    ];
    expect(given(conversations, takers)).toEqual(['c3 c', 'c2 b', 'c1 a']);
  });

  test('what nobody there can take holds up nobody behind it', () => {
    const conversations = [
      waiting('english', { language: 'en' }),
      waiting('tax', { hotline: '12366' }),
      waiting('lamp', { hotline: '12345', category: 'CJ0102' }),
    ];
    const takers = [taker('a', { hotlines: ['12345'], categories: ['CJ01'] })];
    expect(given(conversations, takers)).toEqual(['lamp a']);
  });

  test('a county’s goes to its people, to the city’s while none is there; the city’s never to a county’s', () => {
    const conversations = [
      waiting('citys'),
      waiting('dafeng', { platform: 'dafeng' }),
      waiting('x', { platform: 'x' }),
    ];
    const takers = [taker('city'), taker('county', { platform: 'dafeng' })];
    expect(given(conversations, takers)).toEqual(['citys city', 'dafeng county', 'x city']);
    expect(given(conversations, [taker('county', { platform: 'dafeng' })])).toEqual(['dafeng county']);
    const full = [taker('city'), taker('county', { platform: 'dafeng', open: 5 })];
    expect(given(conversations, full)).toEqual(['citys city', 'x city']);
  });

  test('not back to whom it was taken from', () => {
    expect(given([waiting('c', { notTo: 'a' })], [taker('a')])).toEqual([]);
  });
});

test('for any queue and any people: each once, to one who may have it, within bounds, and none is passed over', () => {
  const anyWaiting = fc.record({
    since: fc.integer({ min: 0, max: 5 }).map((n) => new Date(NOW.getTime() - n * 1_000)),
    urgent: fc.boolean(),
    language: fc.constantFrom('zh-CN' as const, 'en' as const),
    platform: fc.constantFrom(undefined, 'dafeng'),
  });
  const anyTaker = fc.record({
    languages: fc.constantFrom(['zh-CN' as const], ['zh-CN' as const, 'en' as const]),
    platform: fc.constantFrom(undefined, undefined, 'dafeng'),
    open: fc.nat(4),
    most: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(fc.array(anyWaiting), fc.array(anyTaker, { maxLength: 6 }), (asked, there) => {
      const conversations = asked.map((one, i) => waiting(`c${i}`, one));
      const takers = there.map((one, i) => taker(`s${i}`, one));
      const result = assign(conversations, takers, NOW);
      expect(new Set(result.map(({ conversationId }) => conversationId)).size).toBe(result.length);
      for (const { id, open, most } of takers) {
        const got = result.filter(({ staffId }) => staffId === id).length;
        if (got > 0) expect(open + got).toBeLessThanOrEqual(most);
      }
      // Whoever is left waits for somebody with room: there is none such.
      const left = conversations.filter(({ id }) =>
        result.every(({ conversationId }) => conversationId !== id),
      );
      const after = takers.map((one) => ({
        ...one,
        open: one.open + result.filter(({ staffId }) => staffId === one.id).length,
      }));
      expect(assign(left, after, NOW)).toEqual([]);
    }),
  );
});

test('fairness: among people who are alike nobody is given two more than another', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.integer({ min: 1, max: 8 }), (many, people) => {
      const conversations = Array.from({ length: many }, (_, i) => waiting(`c${i}`));
      const takers = Array.from({ length: people }, (_, i) => taker(`s${i}`, { most: 50 }));
      const result = assign(conversations, takers, NOW);
      const counts = takers.map(({ id }) => result.filter(({ staffId }) => staffId === id).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      expect(result).toHaveLength(many);
    }),
  );
});
