import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../core/exchange/canonical.js';

/** What is signed of a request. */
export interface Signed {
  method: string;
  /** With the query, without the host. */
  path: string;
  /** Milliseconds. */
  timestamp: string;
  nonce: string;
  body: unknown;
}

/** HMAC-SHA256 over method, path, time, nonce and the body’s digest, in hexadecimal. */
export function signatureOf({ method, path, timestamp, nonce, body }: Signed, secret: string): string {
  const digest = createHash('sha256')
    .update(body === undefined ? '' : canonicalJson(body))
    .digest('hex');
  const text = [method.toUpperCase(), path, timestamp, nonce, digest].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex');
}

export function isSignature(given: string, signed: Signed, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(signatureOf(signed, secret))];
  return a.length === b.length && timingSafeEqual(a, b);
}
