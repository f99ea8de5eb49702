import type { Connection } from 'mongoose';
import type { Attachment } from '../core/model/attachment.js';
import { Alert } from '../core/model/alert.js';
import { Call } from '../core/model/call.js';
import { Citizen } from '../core/model/contact.js';
import { Conversation } from '../core/model/conversation.js';
import { StoredMessage } from '../core/model/message.js';
import { Ticket } from '../core/model/ticket.js';
import type { TicketRepository } from '../core/ports.js';
import { eraseAlert } from '../core/privacy/erase-alert.js';
import type { AlertRepository } from './alert-store.js';
import { Delivery } from './exchange-store.js';
import { fromRow } from './collection.js';
import type { Vault } from './pii/vault.js';
import { eraseTicket, openMatters } from './retention.js';

/** Everything kept of some citizens. */
export interface PersonData {
  citizens: Citizen[];
  conversations: Conversation[];
  messages: StoredMessage[];
  tickets: Ticket[];
  calls: Call[];
  alerts: Alert[];
  /** What other platforms were sent of the tickets. */
  sent: Delivery[];
}

export interface PersonStore {
  /** Ids of citizens: the id itself, or everybody with this very address on any channel. */
  find(idOrAddress: string): Promise<string[]>;
  collect(citizenIds: readonly string[]): Promise<PersonData>;
  /** Removes all of it; tickets stay without their person. Safe to repeat after a crash. */
  erase(data: PersonData): Promise<void>;
}

type Rows = { _id: string } & Record<string, unknown>;

/** Finds, gathers and removes what is known of one person, over every collection. */
export function createPersonStore(deps: {
  connection: Connection;
  vault: Vault;
  tickets: Pick<TicketRepository, 'save'>;
  alerts: Pick<AlertRepository, 'save'>;
}): PersonStore {
  const { connection, vault } = deps;
  const rows = (name: string) => connection.collection<Rows>(name);
  const opened = async (name: string, filter: Record<string, unknown>) =>
    (await rows(name).find(filter).toArray()).map((row) => vault.of(name).open<Rows>(row));

  return {
    async find(idOrAddress) {
      const known = { $or: [{ _id: idOrAddress }, { addressIndex: vault.blind('address', idOrAddress) }] };
      return (await rows('citizens').find(known).toArray()).map(({ _id }) => _id);
    },

    async collect(citizenIds) {
      const ids = [...citizenIds];
      const citizens = (await opened('citizens', { _id: { $in: ids } })).map((row) => fromRow(Citizen, row));
      const tickets = (await opened('tickets', { citizenId: { $in: ids } })).map((row) =>
        fromRow(Ticket, row),
      );
      const conversations = (await opened('conversations', { citizenId: { $in: ids } })).map((row) =>
        fromRow(Conversation, row),
      );
      const conversationIds = conversations.map(({ id }) => id);
      const said = await opened('messages', { conversationId: { $in: conversationIds } });
      const numbers = citizens.map(({ address }) => vault.blind('phone', address));
      const calls = (await opened('calls', { callerIndex: { $in: numbers } })).map((row) =>
        fromRow(Call, row),
      );
      const alerts = await opened('alerts', { conversationId: { $in: conversationIds } });
      const sent = await opened('exchange_outbox', { ticketId: { $in: tickets.map(({ id }) => id) } });
      return {
        citizens,
        conversations,
        messages: said.map((row) => fromRow(StoredMessage, row)),
        tickets,
        calls,
        alerts: alerts.map((row) => fromRow(Alert, row)),
        sent: sent.map((row) => fromRow(Delivery, row)),
      };
    },

    async erase({ citizens, conversations, messages, tickets, calls, alerts }) {
      for (const { id } of tickets) await eraseTicket(deps, id);
      for (const alert of alerts)
        await deps.alerts.save({ ...eraseAlert(alert), version: alert.version + 1 }, alert.version);
      // Files are named by their content: what somebody else's open ticket shows too must stay.
      const kept = (await openMatters(connection, vault)).files;
      const files = messages.flatMap((m) => filesOf(m)).filter(({ id }) => !kept.has(id));
      for (const { id } of files) await removeWithChunks('attachments', 'attachment_chunks', id);
      const raw = messages.flatMap((m) => (m.direction === 'in' ? (m.rawId ?? []) : []));
      for (const id of raw) await removeWithChunks('raw_payloads', 'raw_chunks', id);
      const conversationIds = conversations.map(({ id }) => id);
      for (const name of ['messages', 'notes', 'inputs', 'continue_links', 'desk_places', 'later_replies'])
        await rows(name).deleteMany({ conversationId: { $in: conversationIds } });
      await rows('calls').deleteMany({ _id: { $in: calls.map(({ id }) => id) } });
      await rows('conversations').deleteMany({ _id: { $in: conversationIds } });
      const ids = citizens.map(({ id }) => id);
      await rows('joins').deleteMany({ citizens: { $in: ids } });
      // Last: by it the rest would be found again after a crash.
      await rows('citizens').deleteMany({ _id: { $in: ids } });
    },
  };

  async function removeWithChunks(name: string, chunks: string, id: string): Promise<void> {
    await rows(chunks).deleteMany({ _id: { $gt: `${id}.`, $lt: `${id}/` } });
    await rows(name).deleteOne({ _id: id });
  }
}

function filesOf(message: StoredMessage): Attachment[] {
  return (message.direction === 'in' ? message.message : message.content).attachments;
}
