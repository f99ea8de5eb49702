import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { addressKey } from '../../../src/core/model/address-key.js';
import { cleanFileName, cleanText } from '../../../src/channels/web/hygiene.js';
import { prefersEnglish } from '../../../src/channels/web/problem.js';

describe('text at the edge', () => {
  test('cleaning is done once: clean text stays as it is and is not remarked on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const once = cleanText(raw);
        if (!once) throw new Error('well-formed text was refused');
        expect(cleanText(once.text)).toEqual({ text: once.text, notices: [] });
      }),
    );
  });

  test('every string is either clean without broken Unicode or refused', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) }),
        (raw) => {
          const clean = cleanText(raw);
          expect(clean === undefined).toBe(Buffer.from(raw).toString() !== raw);
        },
      ),
    );
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\照片\\路灯.JPG', '路灯.JPG'],
    ['看\u202egpj.exe', '看gpj.exe'],
    ['a\r\nSet-Cookie: x.png', 'aSet-Cookie: x.png'],
    ['', 'file'],
    ['..', 'file'],
    [`${'长'.repeat(300)}.jpeg`, `${'长'.repeat(100)}.jpeg`],
  ])('the file name %j becomes %j', (raw, name) => {
    expect(cleanFileName(raw)).toBe(name);
  });
});

describe('one address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (ip, key) => {
    expect(addressKey(ip)).toBe(key);
  });
});

describe('the language of an answer', () => {
  test.each([
    [undefined, false],
    ['', false],
    ['*', false],
    ['en', true],
    ['en-US,en;q=0.5', true],
    ['zh-CN,zh;q=0.9,en;q=0.8', false],
    ['en;q=0.2, zh;q=0.3', false],
    ['en, zh', false],
    ['en;q=0', false],
  ])('%j: English %s', (header, english) => {
    expect(prefersEnglish(header)).toBe(english);
  });
});
