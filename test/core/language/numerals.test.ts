import { expect, test } from '@jest/globals';
import { numeral, quantity } from '../../../src/core/language/numerals.js';

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

test.each([
  ['3万5', 35_000],
  ['1.2万', 12_000],
  ['两千三', 2300],
  ['一万二', 12_000],
  ['两百零五', 205],
  ['十五万', 150_000],
  ['12,800', 12_800],
  ['2w5', 25_000],
  ['三百八十', 380],
  ['一亿', 100_000_000],
  ['壹万贰仟', 12_000],
  ['两三百', undefined],
  ['1,2', undefined],
  ['万', undefined],
  ['', undefined],
])('the quantity %s is %s', (text, value) => {
  expect(quantity(text)).toBe(value);
});
