import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import * as wecom from '@wecom/crypto';
import fc from '../../support/fc.js';
import WeChatCrypto from 'wechat-crypto';
import { z } from 'zod';
import { MessageCrypto } from '../../../src/channels/wechat-official/crypto.js';
import { ACCOUNT } from '../../peers/wechat-official.js';

const Signed = z.object({
  token: z.string(),
  timestamp: z.string(),
  nonce: z.string(),
  signature: z.string(),
});
const Vectors = z.object({
  echo: Signed,
  plain: Signed,
  encrypted: z.array(
    Signed.extend({
      name: z.string(),
      encodingAesKey: z.string(),
      appId: z.string(),
      ciphertext: z.string(),
      message: z.string(),
    }),
  ),
});
const file = new URL('../../fixtures/wechat-official/vectors.json', import.meta.url);
const vectors = Vectors.parse(JSON.parse(readFileSync(file, 'utf8')));

const { token, encodingAesKey, appId } = ACCOUNT;
const ours = new MessageCrypto(token, [encodingAesKey], appId);

describe('what Tencent has published', () => {
  test.each([vectors.echo, vectors.plain])(
    'signature $signature',
    ({ token, timestamp, nonce, signature }) => {
      const crypto = new MessageCrypto(token, [encodingAesKey], appId);
      expect(crypto.sign(timestamp, nonce)).toBe(signature);
      expect(crypto.isSignedBy(signature, timestamp, nonce)).toBe(true);
    },
  );

  test.each(vectors.encrypted)('$name is signed and opened', (vector) => {
    const crypto = new MessageCrypto(vector.token, [vector.encodingAesKey], vector.appId);
    const { signature, timestamp, nonce, ciphertext } = vector;
    expect(crypto.isSignedBy(signature, timestamp, nonce, ciphertext)).toBe(true);
    expect(crypto.decrypt(ciphertext)).toBe(vector.message);
  });
});

describe('other implementations', () => {
  const theirs = new WeChatCrypto(token, encodingAesKey, appId);
  const words = fc.string({ unit: 'grapheme', maxLength: 300 });

  test('open what we close, and we open what they close, whatever it says', () => {
    fc.assert(
      fc.property(words, (text) => {
        const closed = ours.encrypt(text);
        expect(theirs.decrypt(closed)).toEqual({ message: text, id: appId });
        expect(wecom.decrypt(encodingAesKey, closed)).toMatchObject({ message: text, id: appId });
        expect(ours.decrypt(theirs.encrypt(text))).toBe(text);
        expect(ours.decrypt(wecom.encrypt(encodingAesKey, text, appId))).toBe(text);
      }),
    );
  });

  test('make the same signatures', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), fc.base64String(), (timestamp, ciphertext) => {
        const signature = ours.sign(timestamp, 'n0nce', ciphertext);
        expect(theirs.getSignature(timestamp, 'n0nce', ciphertext)).toBe(signature);
        expect(wecom.getSignature(token, timestamp, 'n0nce', ciphertext)).toBe(signature);
      }),
    );
  });
});

describe('what is not for us stays closed', () => {
  const other = 'Z'.repeat(43);
  test.each([
    ['another key', wecom.encrypt(other, 'secret', appId)],
    ['another account’s appid', wecom.encrypt(encodingAesKey, 'secret', 'wx0000000000000000')],
    ['our appid and more', wecom.encrypt(encodingAesKey, 'secret', `${appId}0`)],
    ['nothing', ''],
    ['half a block', 'AAAAAAAAAAA='],
    ['no base64', '*** ***'],
  ])('%s', (_name, ciphertext) => {
    expect(ours.decrypt(ciphertext)).toBeUndefined();
  });

  test('any bytes give an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(ours.decrypt(Buffer.from(bytes).toString('base64'))).toBeUndefined();
      }),
    );
  });

  test('while the key changes, both keys open and the new one closes', () => {
    const changing = new MessageCrypto(token, [other, encodingAesKey], appId);
    expect(changing.decrypt(wecom.encrypt(encodingAesKey, '旧', appId))).toBe('旧');
    expect(changing.decrypt(wecom.encrypt(other, '新', appId))).toBe('新');
    expect(wecom.decrypt(other, changing.encrypt('答')).message).toBe('答');
  });

  test.each(['', 'short', 'x'.repeat(40), 'é'.repeat(40)])('a signature like %j is none', (signature) => {
    expect(ours.isSignedBy(signature, '1714036504', '1')).toBe(false);
  });
});
