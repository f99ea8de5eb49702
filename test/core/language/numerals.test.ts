import { expect, test } from '@jest/globals';
import { numeral } from '../../../src/core/language/numerals.js';

test.each([
  ['12', 12],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['二十一', 21],
  ['一百零五', 105],
  ['三百二十', 320],
  ['两千', 2000],
  ['二〇二六', 2026],
  ['两', 2],
  ['2十', 20],
  ['', undefined],
  ['半', undefined],
  ['十元', undefined],
])('%s is %s', (text, value) => {
  expect(numeral(text)).toBe(value);
});
