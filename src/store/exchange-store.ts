import type { Connection } from 'mongoose';
import { z } from 'zod';
import { fromRow, isDuplicateKey, openCollection, toRow } from './collection.js';
import type { Vault } from './pii/vault.js';

/** One thing to be sent to a peer. */
export const Delivery = z.object({
  /** Ticket, event and peer: making it again changes nothing. */
  id: z.string(),
  peer: z.string(),
  ticketId: z.string(),
  /** Place among those of the ticket: the event that says it. */
  eventSeq: z.number().int(),
  path: z.string(),
  /** JSON as it is sent. */
  body: z.string(),
  status: z.enum(['ready', 'done', 'refused']),
  attempts: z.number().int(),
  /** Not before then: a lease while it is being sent, a wait after a failure. */
  runAt: z.date(),
  problem: z.string().optional(),
  createdAt: z.date(),
  doneAt: z.date().optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** An order that goes both ways with a peer, and how far its changes were taken. */
export const ExchangeOrder = z.object({
  /** Peer, whose number, number. */
  id: z.string(),
  ticketId: z.string(),
  /** Digest of the order as the peer sent it: the same number with other content is refused. */
  digest: z.string(),
  lastSeq: z.number().int(),
});
export type ExchangeOrder = z.infer<typeof ExchangeOrder>;

/** What is owed to peers, and what was taken from them. Every write that resolves is durable. */
export interface ExchangeRepository {
  /** An id already there is left alone. */
  owe(delivery: Delivery): Promise<void>;
  /** Tickets with something due for a peer, those that waited longest first. */
  dueTickets(peer: string, now: Date, limit: number): Promise<string[]>;
  /** The earliest thing of a ticket not yet sent: nothing goes before it. */
  first(peer: string, ticketId: string): Promise<Delivery | undefined>;
  /** Takes it for sending until `until`; false when another has it. */
  claim(id: string, now: Date, until: Date): Promise<boolean>;
  finish(
    id: string,
    change: Partial<Pick<Delivery, 'status' | 'runAt' | 'problem' | 'doneAt'>>,
  ): Promise<void>;
  /** What of a ticket waits behind something that has to wait: due no earlier, so that it crowds out nobody. */
  putOff(peer: string, ticketId: string, until: Date): Promise<void>;
  /** How many wait, how many were refused, and since when the oldest waits. */
  backlog(peer: string): Promise<{ waiting: number; refused: number; oldestAt?: Date }>;
  deliveriesOf(ticketId: string): Promise<Delivery[]>;

  order(id: string): Promise<ExchangeOrder | undefined>;
  /** The order under its id: this one, or the one that stood there. */
  keepOrder(order: ExchangeOrder): Promise<ExchangeOrder>;
  /** Moves forward only. */
  advance(id: string, seq: number): Promise<void>;
  /** False when the peer used this nonce before. Forgotten by itself. */
  takeNonce(peer: string, nonce: string, at: Date): Promise<boolean>;
}

/** Longer than a signature is taken for, on either side of now. */
const NONCE_SECONDS = 3600;

export function createExchangeStore(connection: Connection, vault: Vault): ExchangeRepository {
  const pii = vault.of('exchange_outbox');
  const outbox = openCollection(connection, {
    name: 'exchange_outbox',
    indexes: [
      { fields: { peer: 1, status: 1, runAt: 1 } },
      { fields: { ticketId: 1, peer: 1, eventSeq: 1 } },
      { fields: { doneAt: 1 }, options: { sparse: true } },
    ],
  });
  const orders = openCollection(connection, {
    name: 'exchange_orders',
    indexes: [{ fields: { ticketId: 1 } }],
  });
  const nonces = openCollection(connection, {
    name: 'exchange_nonces',
    indexes: [{ fields: { at: 1 }, options: { expireAfterSeconds: NONCE_SECONDS } }],
  });
  const insertOnce = async (rows: typeof outbox, row: Parameters<typeof outbox.raw.insertOne>[0]) => {
    try {
      await rows.raw.insertOne(row);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };
  return {
    async owe(delivery) {
      await insertOnce(outbox, pii.seal(toRow(delivery)));
    },
    async dueTickets(peer, now, limit) {
      const found = await outbox.raw
        .find({ peer, status: 'ready', runAt: { $lte: now } }, { projection: { ticketId: 1 } })
        .sort({ runAt: 1 })
        .limit(limit)
        .toArray();
      return [...new Set(found.map((row) => String(row.ticketId)))];
    },
    async first(peer, ticketId) {
      const [row] = await outbox.raw
        .find({ ticketId, peer, status: 'ready' })
        .sort({ eventSeq: 1 })
        .limit(1)
        .toArray();
      return row && fromRow(Delivery, pii.open(row));
    },
    async claim(id, now, until) {
      const result = await outbox.updateOne(
        { _id: id, status: 'ready', runAt: { $lte: now } },
        { $set: { runAt: until }, $inc: { attempts: 1 } },
      );
      return result.matchedCount === 1;
    },
    async finish(id, change) {
      await outbox.raw.updateOne({ _id: id, status: 'ready' }, { $set: change });
    },
    async putOff(peer, ticketId, until) {
      const waiting = { ticketId, peer, status: 'ready', runAt: { $lt: until } };
      await outbox.raw.updateMany(waiting, { $set: { runAt: until } });
    },
    async backlog(peer) {
      const [waiting, refused, [oldest]] = await Promise.all([
        outbox.raw.countDocuments({ peer, status: 'ready' }),
        outbox.raw.countDocuments({ peer, status: 'refused' }),
        outbox.raw.find({ peer, status: 'ready' }).sort({ createdAt: 1 }).limit(1).toArray(),
      ]);
      return { waiting, refused, oldestAt: oldest && fromRow(Delivery, pii.open(oldest)).createdAt };
    },
    async deliveriesOf(ticketId) {
      const found = await outbox.raw.find({ ticketId }).sort({ eventSeq: 1 }).toArray();
      return found.map((row) => fromRow(Delivery, pii.open(row)));
    },
    async order(id) {
      const row = await orders.raw.findOne({ _id: id });
      return row ? fromRow(ExchangeOrder, row) : undefined;
    },
    async keepOrder(order) {
      if (await insertOnce(orders, toRow(order))) return order;
      const row = await orders.raw.findOne({ _id: order.id });
      return row ? fromRow(ExchangeOrder, row) : order;
    },
    async advance(id, seq) {
      await orders.raw.updateOne({ _id: id, lastSeq: { $lt: seq } }, { $set: { lastSeq: seq } });
    },
    takeNonce: (peer, nonce, at) => insertOnce(nonces, { _id: `${peer} ${nonce}`, at }),
  };
}
