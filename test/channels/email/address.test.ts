import { describe, expect, test } from '@jest/globals';
import { mailAddress, OwnAddresses, plusAddress } from '../../../src/channels/email/address.js';

describe('addresses', () => {
  test.each([
    ['Wang@QQ.com', 'wang@qq.com'],
    [' a.b+c@mail.example.com.cn ', 'a.b+c@mail.example.com.cn'],
    ['王@例子.中国', undefined],
    ['wang@例子.中国', 'wang@xn--fsqu00a.xn--fiqs8s'],
    ['a@b.cn\r\nBcc: evil@x.cn', undefined],
    ['a@b.cn, c@d.cn', undefined],
    ['"a b"@c.cn', undefined],
    ['<a@b.cn>', undefined],
    ['a@localhost', undefined],
    ['a@@b.cn', undefined],
    [`${'a'.repeat(65)}@b.cn`, undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j → %j', (text, address) => {
    expect(mailAddress(text)).toBe(address);
  });

  test('our own address is known with any tag, and nobody else is', () => {
    const own = new OwnAddresses('hub@x.cn', ['old@x.cn']);
    expect(['hub@x.cn', 'hub+t.1@x.cn', 'old@x.cn'].every((a) => own.has(a))).toBe(true);
    expect(['hub@y.cn', 'hubby@x.cn', 'new+hub@x.cn'].some((a) => own.has(a))).toBe(false);
  });

  test('a tag that would make the local part too long is not used', () => {
    expect(plusAddress('hub@x.cn', 't.1')).toBe('hub+t.1@x.cn');
    expect(plusAddress('hub@x.cn', 'x'.repeat(61))).toBeUndefined();
  });
});
