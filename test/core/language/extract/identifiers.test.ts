import { describe, expect, test } from '@jest/globals';
import { creditCodes } from '../../../../src/core/language/extract/credit-code.js';
import { idNumbers } from '../../../../src/core/language/extract/id-number.js';
import { orderNumbers } from '../../../../src/core/language/extract/order-number.js';
import { plates } from '../../../../src/core/language/extract/plate.js';
import type { Found } from '../../../../src/core/language/understanding.js';
import { createUnderstand } from '../../../../src/core/language/understand.js';
import { NOW, testCity } from '../../../fixtures/language/city.js';

const sure = <T>(found: Found<T>[]) =>
  found.filter(({ confidence }) => confidence >= 0.5).map(({ value }) => value);

describe('plates', () => {
  test.each([
    ['苏J12345', '苏J12345'],
    ['苏J·D12345', '苏JD12345'],
    ['苏j-6k789', '苏J6K789'],
    ['苏 J 8 8 8 A B', '苏J888AB'],
    ['苏JDF0088绕路', '苏JDF0088'],
    ['苏J12345D大货车', '苏J12345D'],
    ['苏J1234警', '苏J1234警'],
    ['苏J一二三四五', '苏J12345'],
    ['沪A88K66 3号楼下', '沪A88K66'],
  ])('%s', (text, plate) => {
    expect(sure(plates(text, []))).toEqual([plate]);
  });

  test.each(['苏J1234', '苏J1234567', '苏JABCDE', '苏州12345', '川A菜馆', '新B12'])(
    'no plate that is issued in: %s',
    (text) => {
      expect(sure(plates(text, []))).toEqual([]);
    },
  );

  test('a letter no plate has was a digit', () => {
    expect(plates('苏J1O345', [])).toMatchObject([{ value: '苏J10345', confidence: 0.7 }]);
  });
});

describe('ID numbers', () => {
  test.each([
    ['320902199001011236', '320902199001011236'],
    ['身份证 320902 19900101 1236', '320902199001011236'],
    ['身份证号320925680215381', '320925680215381'],
  ])('%s', (text, number) => {
    expect(sure(idNumbers(text))).toEqual([number]);
  });

  test('a wrong check digit is kept, to be hidden, and not relied on', () => {
    const [found] = idNumbers('320902199001011234');
    expect(found?.confidence).toBeLessThan(0.5);
  });

  test.each(['6222021381234567890', '320902199013011236', '3209251234567890', '订单20261123123456789'])(
    'none in: %s',
    (text) => {
      expect(idNumbers(text)).toEqual([]);
    },
  );

  test('one is never part of the matter that is told on', () => {
    const { matter } = createUnderstand(testCity)('医保卡没收到 身份证320902199001011236', NOW);
    expect(matter?.value).not.toContain('1990');
  });
});

describe('unified social credit codes', () => {
  test.each(['91320902MA1XT5BP3C', '92320903ma27c8qx18', '税号 913209007500123453'])('%s', (text) => {
    expect(sure(creditCodes(text, []))).toEqual([text.replace(/税号 /, '').toUpperCase()]);
  });

  test('a wrong check sign is not relied on', () => {
    expect(sure(creditCodes('信用代码91320902MA1XT5BP3A', []))).toEqual([]);
  });
});

describe('orders and parcels', () => {
  test.each([
    ['订单号:20261123123456789', '20261123123456789'],
    ['快递单号 SF1234567890123 丢了', 'SF1234567890123'],
    ['YT7612345678901', 'YT7612345678901'],
    ['京东订单编号285123456789', '285123456789'],
    ['顺丰快递 SF 1382 2233 44556', 'SF1382223344556'],
    ['淘宝订单 2347890123456789012', '2347890123456789012'],
    ['流水号20261123-000123', '20261123-000123'],
    ['单号73112345678901 13812345678', '73112345678901'],
  ])('%s', (text, number) => {
    expect(sure(orderNumbers(text, []))).toEqual([number]);
  });

  test.each(['中通快递13812345678', '工单号YC20261123080000173', '单号不记得了'])('none in: %s', (text) => {
    expect(orderNumbers(text, [])).toEqual([]);
  });
});
