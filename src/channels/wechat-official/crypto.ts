import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * 消息加解密 of 安全模式: AES-256-CBC with the IV taken from the key and PKCS#7 over blocks of 32, the text
 * framed as 16 random bytes, its length, itself and the appid (developers.weixin.qq.com, 消息加解密说明).
 */
export class MessageCrypto {
  private readonly keys: Buffer[];

  /** @param encodingAesKeys the current key first, then the one before it, valid while WeChat rotates. */
  constructor(
    private readonly token: string,
    encodingAesKeys: readonly string[],
    private readonly appId: string,
  ) {
    this.keys = encodingAesKeys.map((key) => Buffer.from(`${key}=`, 'base64'));
  }

  /** `signature` of a request without body, `msg_signature` of one with its ciphertext. */
  sign(timestamp: string, nonce: string, ...ciphertext: [string?]): string {
    const parts = [this.token, timestamp, nonce, ...ciphertext].sort();
    return createHash('sha1').update(parts.join('')).digest('hex');
  }

  /** In constant time, so that a signature cannot be guessed digit by digit. */
  isSignedBy(signature: string, timestamp: string, nonce: string, ...ciphertext: [string?]): boolean {
    const expected = Buffer.from(this.sign(timestamp, nonce, ...ciphertext));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  /** The message in the ciphertext; undefined when no key opens it, or it was meant for another account. */
  decrypt(ciphertext: string): string | undefined {
    for (const key of this.keys) {
      const framed = open(ciphertext, key);
      const message = framed && this.unframe(framed);
      if (message !== undefined) return message;
    }
    return undefined;
  }

  /** With the current key. */
  encrypt(message: string): string {
    const key = this.keys[0] ?? Buffer.alloc(0);
    const bytes = Buffer.from(message);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    const framed = Buffer.concat([randomBytes(16), length, bytes, Buffer.from(this.appId)]);
    const fill = BLOCK - (framed.length % BLOCK);
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([framed, Buffer.alloc(fill, fill)]);
    return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
  }

  private unframe(framed: Buffer): string | undefined {
    if (framed.length < 20) return undefined;
    const end = 20 + framed.readUInt32BE(16);
    // Without this check a message to any account with a leaked token and key could be replayed to ours.
    if (framed.subarray(end).toString() !== this.appId) return undefined;
    return framed.subarray(20, end).toString();
  }
}

const BLOCK = 32;

function open(ciphertext: string, key: Buffer): Buffer | undefined {
  const bytes = Buffer.from(ciphertext, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const fill = padded.at(-1) ?? 0;
  return fill >= 1 && fill <= BLOCK ? padded.subarray(0, padded.length - fill) : undefined;
}
