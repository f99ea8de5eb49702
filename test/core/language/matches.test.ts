import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { matches } from '../../../src/core/language/matches.js';

const PATTERNS = [/a/g, /a*/g, /\p{Script=Han}+/gu, /(?:)/gu, /\d{2}|a?/giu, /./gu, /$/gmu];

describe('matches', () => {
  test('finds what matchAll finds, empty finds aside, and ends on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '1', '灯', '🦀', '\ud83e', '\n') }), (text) => {
        for (const pattern of PATTERNS) {
          const wanted = [...text.matchAll(pattern)].filter(([word]) => word !== '');
          expect(matches(pattern, text)).toEqual(wanted);
        }
      }),
    );
  });

  test('remembers nothing of the text before', () => {
    const pattern = /a/g;
    pattern.exec('aa');
    expect(matches(pattern, 'a').map(({ index }) => index)).toEqual([0]);
    expect(matches(pattern, 'a')).toHaveLength(1);
  });
});
