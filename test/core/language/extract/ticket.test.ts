import { describe, expect, test } from '@jest/globals';
import { createUnderstand } from '../../../../src/core/language/understand.js';
import { formatTicketNumber } from '../../../../src/core/ticket/number.js';
import { NOW, testCity } from '../../../fixtures/language/city.js';

const understand = createUnderstand(testCity);
const NUMBER = formatTicketNumber({ prefix: 'YC', day: '2026-11-23', source: '08', sequence: 17 });
const digits = NUMBER.slice(2);
const spaced = `${NUMBER.slice(0, 2)} ${NUMBER.slice(2, 10)} ${NUMBER.slice(10, 12)} ${NUMBER.slice(12, 18)} ${NUMBER.slice(18)}`;
const wide = Array.from(NUMBER, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
const wrong = digits.slice(0, -1) + String((Number(digits.slice(-1)) + 1) % 10);

describe('ticket numbers', () => {
  test.each([
    NUMBER,
    NUMBER.toLowerCase(),
    spaced,
    wide,
    `工单号${NUMBER}`,
    `查进度 ${NUMBER} 谢谢`,
    `${NUMBER},什么时候处理`,
    `yc-${digits}`,
    `我的单号是${digits}`,
  ])('%s', (text) => {
    const [found] = understand(text, NOW).ticketNumbers;
    expect(found?.value).toBe(NUMBER);
    expect(found?.confidence).toBeGreaterThan(0.85);
  });

  test('a wrong check digit is kept, and held unsure', () => {
    expect(understand(`YC${wrong}`, NOW).ticketNumbers[0]).toMatchObject({
      value: `YC${wrong}`,
      confidence: 0.4,
    });
  });

  test.each([`XZ${digits}`, wrong, digits.slice(1), `${NUMBER}1`, '20261123', '订单20261123123456789'])(
    'is none of ours: %s',
    (text) => {
      expect(understand(text, NOW).ticketNumbers).toEqual([]);
    },
  );
});

describe('query codes', () => {
  test.each([
    [`${NUMBER} 482913`, '482913'],
    [`单号${NUMBER}查询码482913`, '482913'],
    ['查询码是 482 913', '482913'],
    ['查询码：４８２９１３', '482913'],
    ['my code is 482913', undefined],
    ['code 482913', '482913'],
  ])('%s', (text, code) => {
    const found = understand(text, NOW).queryCodes.find(({ confidence }) => confidence > 0.5);
    expect(found?.value).toBe(code);
  });

  test('six digits alone may be one', () => {
    expect(understand('482913', NOW).queryCodes).toMatchObject([{ value: '482913', confidence: 0.5 }]);
  });

  test.each(['邮编224000', '花了482913元', '13812345678', '20261123'])('is none: %s', (text) => {
    expect(understand(text, NOW).queryCodes).toEqual([]);
  });
});
