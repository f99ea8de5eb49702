import type { AuditEvent } from '../../../src/core/audit/event.js';
import { EMPTY_CHAIN, link, type AuditRecord } from '../../../src/core/audit/chain.js';
import { createSecretKey } from 'node:crypto';
import { failure } from '../../../src/server/errors/failure.js';
import type { AuditDesk } from '../../../src/server/deps.js';

const KEY = createSecretKey(Buffer.alloc(32));

export interface MemoryAudit extends AuditDesk {
  readonly events: AuditEvent[];
  /** Makes every record fail, as when the store is full. */
  fail(broken: boolean): void;
}

/** The audit log kept in a list. */
export function memoryAudit(now: () => Date): MemoryAudit {
  const records: AuditRecord[] = [];
  const events: AuditEvent[] = [];
  let broken = false;
  return {
    events,
    fail: (is) => void (broken = is),
    record: async (event) => {
      if (broken) throw failure('audit-not-written');
      events.push(event);
      records.push(link(records.at(-1) ?? EMPTY_CHAIN, event, now(), KEY));
    },
    list: async ({ who, actions, object, limit }) =>
      records
        .filter(
          (record) =>
            (who === undefined || record.actor.id === who) && (!actions || actions.includes(record.action)),
        )
        .filter((record) => object === undefined || record.object.id === object)
        .toReversed()
        .slice(0, limit),
    verify: async () => ({ records: records.length }),
    anchors: async () => [],
  };
}
