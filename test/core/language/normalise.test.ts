import { describe, expect, test } from '@jest/globals';
import { normalise } from '../../../src/core/language/normalise.js';

describe('text as the extractors read it', () => {
  test.each([
    ['１３８', '138'],
    ['ＹＣ２０２６', 'YC2026'],
    ['鹽城市亭湖區路燈壞了', '盐城市亭湖区路灯坏了'],
    ['檔案與線路', '档案与线路'],
    ['路\u200b灯\u200d坏\ufeff了', '路灯坏了'],
    ['\u202e灯路\u202c', '灯路'],
    ['  你好  ', '你好'],
    ['一\r\n二', '一\n二'],
    ['2️⃣', '2'],
    ['你好，世界！', '你好,世界!'],
    ['120㎡', '120m2'],
    ['ｶﾞ', 'ガ'],
    ['a\u200b\u0301', 'á'],
    ['', ''],
    ['\u200b', ''],
  ])('%j becomes %j', (original, text) => {
    expect(normalise(original).text).toBe(text);
  });

  test('a span leads back to the signs it was made from', () => {
    const original = '  电\u200b话：１３８ㅤ㎡';
    const { text, toOriginal } = normalise(original);
    const start = text.indexOf('138');
    const span = toOriginal({ start, end: start + 3 });
    expect(original.slice(span.start, span.end)).toBe('１３８');
    const square = toOriginal({ start: text.indexOf('m2'), end: text.length });
    expect(original.slice(square.start, square.end)).toBe('㎡');
  });
});
