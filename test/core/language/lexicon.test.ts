import { describe, expect, test } from '@jest/globals';
import { compileLexicon, score } from '../../../src/core/language/lexicon.js';

const scan = compileLexicon([
  ['noise', [{ words: ['噪音', '太吵'], weight: 1.5, not: ['降噪', '/耳机.{0,4}噪音/'] }]],
  ['fire', [{ words: ['on fire', 'fire'], weight: 1, not: [] }]],
  ['wage', [{ words: ['/(?:拖欠|不发).{0,4}工资/'], weight: 2, not: [] }]],
  ['traditional', [{ words: ['路燈'], weight: 1, not: [] }]],
  ['number', [{ words: ['110'], weight: 1, not: [] }]],
]);
const found = (text: string) => [...scan(text).keys()].sort();

describe('signs of the lexicon', () => {
  test.each([
    ['楼上噪音大', ['noise']],
    ['耳机有噪音', []],
    ['耳机很好。楼上噪音大', ['noise']],
    ['Fire!', ['fire']],
    ['he was fired', []],
    ['campfires', []],
    ['老板拖欠我的工资', ['wage']],
    ['路灯坏了', ['traditional']],
    ['110', ['number']],
    ['1100元', []],
    ['', []],
  ])('%s', (text, groups) => {
    expect(found(text)).toEqual(groups);
  });

  test('two words of one entry count once, and both are named as reasons', () => {
    expect(score(scan('噪音太吵').get('noise') ?? [])).toEqual({ score: 1.5, reasons: ['噪音', '太吵'] });
  });

  test('a cancelling context far away in an endless sentence does not cancel', () => {
    expect(found(`降噪${'很'.repeat(60)}噪音`)).toEqual(['noise']);
  });

  test('a broken pattern is refused when compiled, not when a citizen writes', () => {
    expect(() => compileLexicon([['x', [{ words: ['/(/'], weight: 1, not: [] }]]])).toThrow(SyntaxError);
  });
});
