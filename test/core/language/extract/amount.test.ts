import { describe, expect, test } from '@jest/globals';
import { amounts } from '../../../../src/core/language/extract/amount.js';

const first = (text: string) => amounts(text, [])[0]?.value;

describe('amounts in yuan', () => {
  test.each<[text: string, yuan: number]>([
    ['119元', 119],
    ['押金3万5不退', 35_000],
    ['两千三百块', 2300],
    ['1.2万元', 12_000],
    ['¥350', 350],
    ['欠我工资一万二', 12_000],
    ['学费12,800元', 12_800],
    ['三块五', 3.5],
    ['一百二十块零五毛', 120.5],
    ['转了他2w', 20_000],
    ['工资8000多不发', 8000],
    ['退我2980.5', 2980.5],
    ['八毛钱', 0.8],
  ])('%s', (text, yuan) => {
    expect(first(text)).toBe(yuan);
  });

  test('what is claimed comes before what is said beside it', () => {
    expect(first('标价30元,多收了我119元')).toBe(119);
  });

  test.each([
    '物业费每平方2块5',
    '水费3.2元一吨',
    '12元每立方',
    '面积120平方',
    '掉了三块砖',
    '收了3个快递',
    '80万人',
    '2026年',
    '3单元',
    '两三百块钱',
  ])('none in: %s', (text) => {
    expect(amounts(text, [])).toEqual([]);
  });
});
