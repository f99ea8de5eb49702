import type { Connection } from 'mongoose';
import type { z } from 'zod';
import {
  type DeliveryTry,
  EventDelivery,
  type EventDeliveryStatus,
  Subscription,
} from '../core/model/subscription.js';
import { fromRow, insertMissing, openCollection, type Row, toRow } from './collection.js';
import type { Vault } from './pii/vault.js';

export interface DeliveryQuery {
  subscriptionId: string;
  status?: z.infer<typeof EventDeliveryStatus>;
  /** Place of the last line of the page before. */
  before?: string;
  limit: number;
}

/** How much waits for a subscription, and what was given up. */
export interface DeliveryBacklog {
  waiting: number;
  givenUp: number;
  /** When the oldest that waits happened. */
  oldestAt?: Date;
}

/** Subscriptions, and what is owed to each. Every write that resolves is durable. */
export interface WebhookRepository {
  list(): Promise<Subscription[]>;
  find(id: string): Promise<Subscription | undefined>;
  /** False when the id is taken. */
  insert(subscription: Subscription): Promise<boolean>;
  /** A field given as undefined is taken away. Undefined: there is none of this id. */
  update(id: string, change: Partial<Omit<Subscription, 'id'>>): Promise<Subscription | undefined>;
  /** Counts one failed try, and gives the subscription with it. */
  countFailure(id: string, problem: string): Promise<Subscription | undefined>;
  /** With everything owed to it and its log. */
  remove(id: string): Promise<boolean>;

  /** Ids already there are left alone. */
  owe(deliveries: readonly EventDelivery[]): Promise<void>;
  /** Tickets with something due, those that waited longest first. */
  dueTickets(subscriptionId: string, now: Date, limit: number): Promise<string[]>;
  /** The earliest event of a ticket that is not settled: nothing goes before it. */
  first(subscriptionId: string, ticketId: string): Promise<EventDelivery | undefined>;
  /** What waits behind it is no more due than it is; left in the queue it would crowd out other tickets. */
  postpone(subscriptionId: string, ticketId: string, until: Date): Promise<void>;
  /** Takes it for sending, once more, until `until`; false when another has it. */
  claim(delivery: EventDelivery, now: Date, until: Date): Promise<boolean>;
  /** Notes a try. False when it was taken for broken off meanwhile and another has it. */
  finish(
    claimed: Pick<EventDelivery, 'id' | 'attempts' | 'tries'>,
    change: Pick<EventDelivery, 'status' | 'nextAt' | 'doneAt'> & { tried: DeliveryTry },
  ): Promise<boolean>;
  /** Everything that waits is due now: the receiver is back. */
  hasten(subscriptionId: string, now: Date): Promise<void>;

  deliveries(query: DeliveryQuery): Promise<{ items: EventDelivery[]; next?: string }>;
  delivery(subscriptionId: string, eventId: string): Promise<EventDelivery | undefined>;
  /** Sends one again, whatever came of it; false while it is being sent. */
  replay(id: string, now: Date): Promise<boolean>;
  /** Sends again what was settled since; says how many. */
  replaySince(subscriptionId: string, since: Date, now: Date): Promise<number>;
  backlog(subscriptionId: string): Promise<DeliveryBacklog>;
}

const BATCH = 500;
/** Tries that are kept of one delivery: what goes on for three days has fewer. */
const TRIES_KEPT = 25;
/** Null sorts before every date and is none: the lower bound leaves it out. */
const ANY_TIME = new Date(0);
const SETTLED = ['delivered', 'given-up'];

export function createWebhookStore(connection: Connection, vault: Vault): WebhookRepository {
  const secrets = vault.of('subscriptions');
  const pii = vault.of('event_deliveries');
  const subscriptions = openCollection(connection, { name: 'subscriptions', indexes: [] });
  const rows = openCollection(connection, {
    name: 'event_deliveries',
    indexes: [
      { fields: { subscriptionId: 1, nextAt: 1 } },
      { fields: { subscriptionId: 1, ticketId: 1, seq: 1 } },
      { fields: { subscriptionId: 1, place: 1 } },
      { fields: { subscriptionId: 1, status: 1, place: 1 } },
      { fields: { createdAt: 1 } },
    ],
  });
  const read = (row: Record<string, unknown>) => fromRow(EventDelivery, pii.open(row));
  const readOne = (row: Record<string, unknown> | null) =>
    row ? fromRow(Subscription, secrets.open(row)) : undefined;

  return {
    async list() {
      const found = await subscriptions.raw.find({}).sort({ _id: 1 }).toArray();
      return found.flatMap((row) => readOne(row) ?? []);
    },
    async find(id) {
      return readOne(await subscriptions.raw.findOne({ _id: id }));
    },
    async insert(subscription) {
      const [fresh = false] = await insertMissing(subscriptions, [secrets.seal(toRow(subscription))]);
      return fresh;
    },
    async update(id, change) {
      const set: Record<string, unknown> = {};
      const unset: Record<string, ''> = {};
      for (const [field, value] of Object.entries(change)) {
        if (value === undefined) unset[field] = '';
        else set[field] = field === 'secrets' ? secrets.value(id, field, value) : value;
      }
      return readOne(
        await subscriptions.raw.findOneAndUpdate(
          { _id: id },
          {
            ...(Object.keys(set).length > 0 && { $set: set }),
            ...(Object.keys(unset).length > 0 && { $unset: unset }),
          },
          { returnDocument: 'after' },
        ),
      );
    },
    async countFailure(id, problem) {
      const change = { $inc: { failures: 1 }, $set: { problem } };
      return readOne(
        await subscriptions.findOneAndUpdate({ _id: id }, change, { returnDocument: 'after' }).lean<Row>(),
      );
    },
    async remove(id) {
      const gone = await subscriptions.raw.deleteOne({ _id: id });
      await rows.raw.deleteMany({ subscriptionId: id });
      return gone.deletedCount === 1;
    },

    async owe(deliveries) {
      if (deliveries.length === 0) return;
      const added = deliveries.map((one) => pii.seal(toRow(one, { place: placeOf(one) })));
      await insertMissing(rows, added);
    },
    async dueTickets(subscriptionId, now, limit) {
      const found = await rows.raw
        .find({ subscriptionId, nextAt: { $gt: ANY_TIME, $lte: now } }, { projection: { ticketId: 1 } })
        .sort({ nextAt: 1 })
        .limit(limit)
        .toArray();
      return [...new Set(found.map((row) => String(row.ticketId)))];
    },
    async first(subscriptionId, ticketId) {
      const [row] = await rows.raw
        .find({ subscriptionId, ticketId, nextAt: { $gt: ANY_TIME } })
        .sort({ seq: 1 })
        .limit(1)
        .toArray();
      return row && read(row);
    },
    async postpone(subscriptionId, ticketId, until) {
      const behind = { subscriptionId, ticketId, status: 'waiting', nextAt: { $gt: ANY_TIME, $lt: until } };
      await rows.raw.updateMany(behind, { $set: { nextAt: until } });
    },
    async claim({ id, attempts }, now, until) {
      const result = await rows.updateOne(
        { _id: id, attempts, nextAt: { $gt: ANY_TIME, $lte: now } },
        { $set: { status: 'sending', nextAt: until }, $inc: { attempts: 1 } },
      );
      return result.matchedCount === 1;
    },
    async finish({ id, attempts, tries }, { tried, doneAt, ...change }) {
      const kept = pii.value(id, 'tries', [...tries, tried].slice(-TRIES_KEPT));
      const result = await rows.raw.updateOne(
        { _id: id, status: 'sending', attempts },
        { $set: { ...change, tries: kept, ...(doneAt && { doneAt }) } },
      );
      return result.matchedCount === 1;
    },
    async hasten(subscriptionId, now) {
      const waiting = { subscriptionId, status: 'waiting', nextAt: { $gt: now } };
      await rows.raw.updateMany(waiting, { $set: { nextAt: now } });
    },

    async deliveries({ subscriptionId, status, before, limit }) {
      const found = await rows.raw
        .find({ subscriptionId, ...(status && { status }), ...(before && { place: { $lt: before } }) })
        .sort({ place: -1 })
        .limit(limit)
        .toArray();
      const last = found.length === limit ? found.at(-1) : undefined;
      return { items: found.map(read), ...(last && { next: String(last.place) }) };
    },
    async delivery(subscriptionId, eventId) {
      const row = await rows.raw.findOne({ _id: deliveryIdOf(eventId, subscriptionId) });
      return row ? read(row) : undefined;
    },
    async replay(id, now) {
      const result = await rows.raw.updateOne({ _id: id, status: { $ne: 'sending' } }, again(now));
      return result.matchedCount === 1;
    },
    async replaySince(subscriptionId, since, now) {
      let count = 0;
      for (let after = since.toISOString(); ;) {
        const found = await rows.raw
          .find({ subscriptionId, place: { $gt: after } }, { projection: { place: 1 } })
          .sort({ place: 1 })
          .limit(BATCH)
          .toArray();
        const ids = found.map(({ _id }) => _id);
        const result = await rows.raw.updateMany({ _id: { $in: ids }, status: { $in: SETTLED } }, again(now));
        count += result.modifiedCount;
        const last = found.at(-1);
        if (!last || found.length < BATCH) return count;
        after = String(last.place);
      }
    },
    async backlog(subscriptionId) {
      const waiting = { subscriptionId, status: { $in: ['waiting', 'sending'] } };
      const [count, givenUp, [oldest]] = await Promise.all([
        rows.raw.countDocuments(waiting),
        rows.raw.countDocuments({ subscriptionId, status: 'given-up' }),
        rows.raw.find({ subscriptionId, status: 'waiting' }).sort({ place: 1 }).limit(1).toArray(),
      ]);
      return { waiting: count, givenUp, oldestAt: oldest && read(oldest).createdAt };
    },
  };
}

export const deliveryIdOf = (eventId: string, subscriptionId: string): string =>
  `${eventId}.${subscriptionId}`;

/** Sorts by time and tells deliveries of one moment apart. */
const placeOf = ({ createdAt, id }: Pick<EventDelivery, 'createdAt' | 'id'>): string =>
  `${createdAt.toISOString()} ${id}`;

const again = (now: Date) => ({
  $set: { status: 'waiting', nextAt: now, since: now },
  $unset: { doneAt: '' as const },
});
