import type { Connection } from 'mongoose';
import { z } from 'zod';
import { ERASED, erasePerson, OVER } from '../core/privacy/erase.js';
import { Ticket } from '../core/model/ticket.js';
import type { TicketRepository } from '../core/ports.js';
import type { AuditStore } from './audit/audit-store.js';
import { fromRow, type Row } from './collection.js';
import type { Vault } from './pii/vault.js';

/** How many days each kind is kept. */
export interface RetentionPeriods {
  rawPayloads: number;
  /** Messages, notes, calls, conversations and citizens, from the last time. */
  messages: number;
  attachments: number;
  /** From the last change of a closed or cancelled ticket. */
  closedTicketsPerson: number;
  /** From their opening; one that stands open never goes. */
  alerts: number;
  /** What was sent to peers, from its delivery. */
  exchange: number;
  audit: number;
  webhookDeliveries: number;
}

/** How much went, or would go, by kind. */
export const RetentionReport = z.object({
  rawPayloads: z.number().int(),
  messages: z.number().int(),
  conversations: z.number().int(),
  calls: z.number().int(),
  citizens: z.number().int(),
  attachments: z.number().int(),
  ticketsWithoutPerson: z.number().int(),
  alerts: z.number().int(),
  exchange: z.number().int(),
  auditRecords: z.number().int(),
  webhookDeliveries: z.number().int(),
});
export type RetentionReport = z.infer<typeof RetentionReport>;

const DAY_MS = 86_400_000;
const BATCH = 500;

/** What an open matter still needs, however old it is. */
export interface Kept {
  conversations: Set<string>;
  citizens: Set<string>;
  files: Set<string>;
}

type Rows = { _id: string } & Record<string, unknown>;

export interface RetentionDeps {
  connection: Connection;
  vault: Vault;
  tickets: Pick<TicketRepository, 'save'>;
  audit: Pick<AuditStore, 'countBefore' | 'removeBefore'>;
  periods: RetentionPeriods;
}

/**
 * Removes what has been kept long enough. Nothing of a ticket that is still open goes; closed tickets lose
 * their person and keep everything that is counted. Interrupted, the next run does the rest.
 */
export async function runRetention(
  deps: RetentionDeps,
  now: Date,
  { dryRun }: { dryRun: boolean },
): Promise<RetentionReport> {
  const { connection, audit, periods } = deps;
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const rows = (name: string) => connection.collection<Rows>(name);
  const kept = await openMatters(connection, deps.vault);
  const report: RetentionReport = {
    rawPayloads: 0,
    messages: 0,
    conversations: 0,
    calls: 0,
    citizens: 0,
    attachments: 0,
    ticketsWithoutPerson: 0,
    alerts: 0,
    exchange: 0,
    auditRecords: 0,
    webhookDeliveries: 0,
  };

  const old = before(periods.messages);
  const talks = { createdAt: { $lt: old } };
  for await (const ids of batches(talks, 'conversations')) {
    for (const conversationId of ids.filter((id) => !kept.conversations.has(id))) {
      const said = { conversationId, seq: { $gt: 0 }, at: { $lt: old }, dueAt: { $exists: false } };
      report.messages += await gone('messages', said);
      await gone('notes', { conversationId, at: { $lt: old } });
      await gone('later_replies', { conversationId, createdAt: { $lt: old } });
    }
    const over = { _id: { $in: ids.filter((id) => !kept.conversations.has(id)) }, lastAt: { $lt: old } };
    report.conversations += await gone('conversations', {
      ...over,
      openFlags: { $exists: false },
      pendingAt: null,
    });
  }
  report.calls = await gone('calls', { startedAt: { $lt: old }, callBackSince: { $exists: false } });
  await gone('inputs', { status: 'done', at: { $lt: old } });
  for await (const ids of batches({ lastSeenAt: { $lt: old } }, 'citizens')) {
    const over = ids.filter((id) => !kept.citizens.has(id));
    report.citizens += await gone('citizens', { _id: { $in: over } });
    await gone('joins', { citizens: { $in: over } });
  }
  report.rawPayloads = await withChunks('raw_payloads', 'raw_chunks', {
    receivedAt: { $lt: before(periods.rawPayloads) },
  });
  report.attachments = await withChunks(
    'attachments',
    'attachment_chunks',
    { at: { $lt: before(periods.attachments) } },
    kept.files,
  );
  report.alerts = await gone('alerts', { open: false, openedAt: { $lt: before(periods.alerts) } });
  report.exchange = await gone('exchange_outbox', { doneAt: { $lt: before(periods.exchange) } });
  report.ticketsWithoutPerson = await ticketsWithoutPerson(before(periods.closedTicketsPerson));
  report.webhookDeliveries = await gone('event_deliveries', {
    createdAt: { $lt: before(periods.webhookDeliveries) },
  });
  report.auditRecords = await (dryRun
    ? audit.countBefore(before(periods.audit))
    : audit.removeBefore(before(periods.audit)));
  return report;

  /** Removes, or only counts. */
  async function gone(name: string, filter: Record<string, unknown>): Promise<number> {
    return dryRun ? rows(name).countDocuments(filter) : (await rows(name).deleteMany(filter)).deletedCount;
  }

  /** Chunks first: a crash in between leaves a head, and the next run finishes it. */
  async function withChunks(
    name: string,
    chunks: string,
    filter: Record<string, unknown>,
    keep?: Set<string>,
  ) {
    let count = 0;
    for await (const ids of batches(filter, name)) {
      const over = ids.filter((id) => !keep?.has(id));
      if (!dryRun)
        for (const id of over) await rows(chunks).deleteMany({ _id: { $gt: `${id}.`, $lt: `${id}/` } });
      count += await gone(name, { _id: { $in: over } });
    }
    return count;
  }

  async function ticketsWithoutPerson(since: Date): Promise<number> {
    let count = 0;
    const closed = {
      state: { $in: OVER },
      createdAt: { $lt: since },
      updatedAt: { $lt: since },
      citizenId: { $ne: ERASED },
    };
    for await (const ids of batches(closed, 'tickets')) {
      if (!dryRun) for (const id of ids) if (!(await eraseTicket(deps, id))) count--;
      count += ids.length;
    }
    return count;
  }

  async function* batches(filter: Record<string, unknown>, name: string): AsyncGenerator<string[]> {
    let after = '';
    for (;;) {
      const found = await rows(name)
        .find({ ...filter, _id: { $gt: after } }, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray();
      if (found.length > 0) yield found.map(({ _id }) => _id);
      if (found.length < BATCH) return;
      after = found.at(-1)?._id ?? after;
    }
  }
}

/** Takes the person out of one ticket, with what peers were sent of it; false when somebody changed it meanwhile. */
export async function eraseTicket(
  { connection, vault, tickets }: Pick<RetentionDeps, 'connection' | 'vault' | 'tickets'>,
  id: string,
): Promise<boolean> {
  const row = await connection.collection<Rows>('tickets').findOne({ _id: id });
  if (!row) return false;
  const ticket = fromRow(Ticket, vault.of('tickets').open(row));
  // What was sent is a copy: gone first, so that a crash in between leaves a ticket that is found again.
  await connection.collection<Rows>('exchange_outbox').deleteMany({ ticketId: id, status: { $ne: 'ready' } });
  if (!(await tickets.save({ ...erasePerson(ticket), version: ticket.version + 1 }, ticket.version)))
    return false;
  // These the exchange still needs while the ticket is what it was: somebody may just have opened it again.
  for (const name of ['exchange_outbox', 'exchange_orders'])
    await connection.collection<Rows>(name).deleteMany({ ticketId: id });
  return true;
}

/** Everything that tickets in work hang on. */
export async function openMatters(connection: Connection, vault: Vault): Promise<Kept> {
  const kept: Kept = { conversations: new Set(), citizens: new Set(), files: new Set() };
  const found = connection.collection<Rows>('tickets').find({ state: { $nin: OVER } });
  for await (const row of found) {
    const ticket = fromRow(Ticket, vault.of('tickets').open<Row>(row));
    kept.conversations.add(ticket.conversationId);
    kept.citizens.add(ticket.citizenId);
    for (const { id } of ticket.request.attachments) kept.files.add(id);
    for (const { details } of ticket.events) for (const id of details.attachmentIds ?? []) kept.files.add(id);
  }
  return kept;
}
