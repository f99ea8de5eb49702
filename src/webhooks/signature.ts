import { createHmac, randomBytes } from 'node:crypto';
import type { Subscription } from '../core/model/subscription.js';

const PREFIX = 'whsec_';

/** A fresh secret in the form of the Standard Webhooks specification (github.com/standard-webhooks). */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/**
 * The headers that prove who sent a body: HMAC-SHA256 over id, seconds and body, once with each secret that is
 * valid now, so that a receiver may change from one to the next without losing an event.
 */
export function signedHeaders(
  id: string,
  body: string,
  secrets: Subscription['secrets'],
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signatures = secrets
    .filter(({ until }) => until === undefined || until > now)
    .map(({ value }) => `v1,${signatureOf(`${id}.${timestamp}.${body}`, value)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

function signatureOf(signed: string, secret: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return createHmac('sha256', key).update(signed).digest('base64');
}
