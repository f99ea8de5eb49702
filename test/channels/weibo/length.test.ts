import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { fitWeibo, weiboLength } from '../../../src/channels/weibo/send/length.js';

describe('a text is as long as Weibo counts it', () => {
  test.each([
    ['', 0],
    ['字', 1],
    ['ab', 1],
    ['abc', 2],
    ['字a', 2],
    ['，。', 2],
    ['😀', 2],
    ['字'.repeat(139) + 'ab', 140],
    ['字'.repeat(139) + 'abc', 141],
  ])('%j is %i', (text, length) => {
    expect(weiboLength(text)).toBe(length);
  });
});

describe('what is too long is cut visibly', () => {
  test('140 mixed stay as they are', () => {
    const text = '字'.repeat(70) + 'ab'.repeat(70);
    expect(fitWeibo(text, 140)).toBe(text);
  });

  test('one more is cut, and says so', () => {
    const cut = fitWeibo('字'.repeat(141), 140);
    expect(cut).toBe(`${'字'.repeat(139)}…`);
  });

  test('an ending that has to stand stays', () => {
    expect(fitWeibo('字'.repeat(200), 140, '（09:30:00）')).toMatch(/字…（09:30:00）$/);
  });

  test('whatever it is, it fits, and no character is torn', () => {
    const words = fc.string({ unit: fc.constantFrom('字', 'a', '😀', '，', 'é', '\n'), maxLength: 400 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 140 }), (text, most) => {
        const fitted = fitWeibo(text, most, '（09:30:00）');
        expect(weiboLength(fitted)).toBeLessThanOrEqual(most);
        expect(() => encodeURIComponent(fitted)).not.toThrow();
      }),
    );
  });
});
