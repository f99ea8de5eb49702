import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { AuditEvent } from './event.js';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** One line of the audit log: it carries the hash of the one before, so none can be changed or taken out alone. */
export const AuditRecord = AuditEvent.extend({
  /** From 1, without gaps. */
  seq: z.number().int().positive(),
  at: z.date(),
  previous: Hash,
  /** SHA-256 over everything above. */
  hash: Hash,
  /** HMAC of the hash with the audit key: whoever rewrites the whole chain cannot sign it. */
  mac: Hash,
});
export type AuditRecord = z.infer<typeof AuditRecord>;

/** Where a chain stands. */
export type ChainHead = Pick<AuditRecord, 'seq' | 'hash' | 'at'>;
export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: '0'.repeat(64), at: new Date(0) };

/** The next record. Time never runs backwards in it, whatever the clock does. */
export function link(head: ChainHead, event: AuditEvent, now: Date, key: KeyObject): AuditRecord {
  const at = now < head.at ? head.at : now;
  const content = { ...event, seq: head.seq + 1, at, previous: head.hash };
  const hash = hashOf(content);
  return { ...content, hash, mac: macOf(hash, key) };
}

export function hashOf(content: Omit<AuditRecord, 'hash' | 'mac'>): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

export function macOf(text: string, key: KeyObject): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** One text for one content: keys in order, instants in UTC, nothing for what is absent. */
export function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
