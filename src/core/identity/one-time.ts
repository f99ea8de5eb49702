import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret, StoredOutbound } from '../model/message.js';

/** Letters of a token, 6 bits each: 132 bits that nobody guesses. */
const TOKEN_LENGTH = 22;
const CODE_DIGITS = 6;
/** A code is good for this long; the text that carries it says so. */
export const CODE_LIVES_MS = 5 * 60_000;
const DOT = '●';

/**
 * Codes and tokens that are good once. None is ever stored: each follows from its id and the hub's key, so
 * that a message done again after a crash carries the same one, and whoever reads the store, or the desk,
 * finds dots. The address of a link is looked up by the hash of its token.
 */
export class OneTime {
  constructor(private readonly key: Buffer) {}

  isCode(id: string, digits: string): boolean {
    const right = Buffer.from(this.valueOf({ type: 'phone-code', id }));
    const said = Buffer.from(digits);
    return right.length === said.length && timingSafeEqual(right, said);
  }

  /** A name for a phone number that does not tell the number. */
  nameOf(phone: string): string {
    return this.digest('phone', phone).toString('base64url');
  }

  hashOfLink(id: string): string {
    return hashOf(this.valueOf({ type: 'continue-link', id }));
  }

  /** A message as it goes out: what only the citizen may read stands in its place. */
  fill(message: StoredOutbound): StoredOutbound {
    const { secret, content } = message;
    if (!secret) return message;
    const value = this.valueOf(secret);
    const fill = (text: string) => text.replaceAll(dotsFor(secret), value);
    const html = content.html === undefined ? undefined : fill(content.html);
    return { ...message, content: { ...content, text: fill(content.text), html } };
  }

  private valueOf({ type, id }: Secret): string {
    const digest = this.digest(type, id);
    if (type === 'continue-link') return digest.toString('base64url').slice(0, TOKEN_LENGTH);
    // 48 bits to six digits: no code is likelier than another by more than one in 10⁸.
    return String(digest.readUIntBE(0, 6) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
  }

  private digest(purpose: string, id: string): Buffer {
    return createHmac('sha256', this.key).update(`${purpose}:${id}`).digest();
  }
}

/** Under which a token is kept and found. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** As long as what will stand in their place, so that a text fitted to a channel still fits. */
export function dotsFor({ type }: Pick<Secret, 'type'>): string {
  return DOT.repeat(type === 'phone-code' ? CODE_DIGITS : TOKEN_LENGTH);
}

/** Where a conversation goes on, with dots for the token. */
export function linkAddress(publicBaseUrl: string, secret: Secret): string {
  return `${publicBaseUrl}/continue/${dotsFor(secret)}`;
}
