import { createHash } from 'node:crypto';
import type { Ticket } from '../model/ticket.js';

/**
 * 封存: a digest over request and history in a fixed order of keys. The same ticket gives the same digest
 * on any machine, and any later change of what was said or done gives another.
 */
export function sealOf({ number, request, events }: Pick<Ticket, 'number' | 'request' | 'events'>): string {
  return createHash('sha256').update(canonical({ number, request, events })).digest('hex');
}

/** True when an archived ticket is still what was sealed. */
export function sealHolds(ticket: Ticket): boolean {
  const { seal, events } = ticket;
  const before = events.filter(({ move }) => move !== 'archive');
  return seal !== undefined && seal.sha256 === sealOf({ ...ticket, events: before });
}

function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
