import type { Connection } from 'mongoose';
import { StoredInbound, StoredMessage, StoredOutbound, type Delivery } from '../core/model/message.js';
import type { MessageRepository } from '../core/ports.js';
import { fromRow, insertMissing, openCollection, type Row, toRow } from './collection.js';
import { byKey, gather } from './gather.js';
import type { RowSeal, Vault } from './pii/vault.js';

/** Order of delivery states: a receipt moves a message forward only. */
const RANK = ['ready', 'sending', 'unknown', 'failed', 'sent', 'delivered', 'read'] as const;

/** Messages in and out of every conversation; the outgoing ones are the outbox. */
export function createMessageStore(connection: Connection, vault: Vault): MessageRepository {
  const pii = vault.of('messages');
  const rows = openCollection(connection, {
    name: 'messages',
    indexes: [
      { fields: { externalKey: 1 }, options: { unique: true, sparse: true } },
      { fields: { conversationId: 1, seq: 1 } },
      { fields: { status: 1, conversationId: 1 }, options: { partialFilterExpression: { status: 'new' } } },
      // Present only while a message waits or is being sent, so that the index stays as small as the outbox.
      { fields: { dueAt: 1 }, options: { sparse: true } },
      // Present only while a person may have to send it again.
      { fields: { failedAt: 1 }, options: { sparse: true } },
      { fields: { 'delivery.providerId': 1 }, options: { sparse: true } },
    ],
  });
  const inbound = (row: Row) => fromRow(StoredInbound, pii.open(row));
  const outbound = (row: Row) => fromRow(StoredOutbound, pii.open(row));
  const insert = gather((added: Row[]) => insertMissing(rows, added));
  const newOnes = gather(async (ids: string[]) => {
    const found = await rows.raw.find({ status: 'new', conversationId: { $in: ids } }).toArray();
    return byKey(ids, found.map(inbound), (message) => message.conversationId);
  });
  const commit = gather(async (steps: { out: StoredOutbound[]; done: { id: string; seq: number }[] }[]) => {
    // In the order of `seq`, one after another: a reader who has seen 2 asks for what comes after 2, and
    // would never get a 1 that appeared later. A crash in between is repaired from the pending effects.
    await rows.raw.bulkWrite(
      steps.flatMap(({ out, done }) => [
        ...done.map(asDone),
        ...out.map((message) => onceOnly(message, pii)),
      ]),
    );
    return steps;
  });

  return {
    async insertInbound(message) {
      const externalKey = JSON.stringify([message.channel, message.account, message.message.externalId]);
      if (await insert(pii.seal(toRow(message, { externalKey })))) return { inserted: true };
      const existing = await rows.findOne({ externalKey }).lean<Row>();
      if (!existing) throw new Error(`message ${message.id} is refused as known, but ${externalKey} is not`);
      // Our own row, when an insert was tried again after its answer was lost.
      if (existing._id === message.id) return { inserted: true };
      return { inserted: false, existing: inbound(existing) };
    },

    async newInbound(conversationId) {
      return (await newOnes(conversationId)).sort(byArrival);
    },

    async conversationsWithNew(before, limit) {
      const found = await rows
        .find({ status: 'new', at: { $lt: before } }, { conversationId: 1 })
        .limit(limit)
        .lean<{ conversationId: string }[]>();
      return [...new Set(found.map((row) => row.conversationId))];
    },

    async commitStep(out, done) {
      await commit({ out, done });
    },

    async quarantineInbound(id, failure) {
      await rows.updateOne({ _id: id }, { $set: { status: 'quarantined', failure } });
    },

    async releaseInbound(id) {
      const change = { $set: { status: 'new' }, $unset: { failure: 1 } };
      const { matchedCount } = await rows.updateOne({ _id: id, status: 'quarantined' }, change);
      return matchedCount === 1;
    },

    async find(id) {
      const row = await rows.findById(id).lean<Row>();
      return row ? fromRow(StoredMessage, pii.open(row)) : undefined;
    },

    async history(conversationId, afterSeq, limit) {
      const found = await rows.raw
        .find({ conversationId, seq: { $gt: afterSeq } })
        .sort({ seq: 1 })
        .limit(limit)
        .toArray();
      return found.map((row) => fromRow(StoredMessage, pii.open(row)));
    },

    async latest(conversationId, limit, beforeSeq) {
      const found = await rows
        .find({
          conversationId,
          seq: { $gt: 0, ...(beforeSeq !== undefined && { $lt: beforeSeq }) },
        })
        .sort({ seq: -1 })
        .limit(limit)
        .lean<Row[]>();
      return found.map((row) => fromRow(StoredMessage, pii.open(row))).reverse();
    },

    async countAnswers(conversationId, since) {
      return rows.countDocuments({ conversationId, seq: { $gt: 0 }, answersTurn: true, at: { $gte: since } });
    },

    async dueOutbound(now, limit) {
      const found = await rows
        .find({ dueAt: { $lte: now }, 'delivery.status': 'ready' }, { conversationId: 1, seq: 1 })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<{ _id: string; conversationId: string; seq: number }[]>();
      return found.map(({ _id, conversationId, seq }) => ({ id: _id, conversationId, seq }));
    },

    async firstWaiting(conversationId) {
      const row = await rows
        .findOne({ conversationId, seq: { $gt: 0 }, 'delivery.status': { $in: ['ready', 'sending'] } })
        .sort({ seq: 1 })
        .lean<Row>();
      if (!row) return undefined;
      const { id, delivery } = outbound(row);
      const sending = delivery.status === 'sending';
      return { id, sending, dueAt: (sending ? delivery.leaseUntil : undefined) ?? delivery.runAt };
    },

    async postpone(conversationId, until) {
      await rows.updateMany(
        { conversationId, seq: { $gt: 0 }, 'delivery.status': 'ready', dueAt: { $lt: until } },
        { $set: { dueAt: until } },
      );
    },

    async releaseHeld(conversationId, now) {
      await rows.updateMany(
        { conversationId, 'delivery.status': 'ready', 'delivery.attempts': 0, dueAt: { $gt: now } },
        { $set: { dueAt: now, 'delivery.runAt': now } },
      );
    },

    async releaseAccount(channel, account, now) {
      const later = { channel, account, 'delivery.status': 'ready', dueAt: { $gt: now } };
      await rows.updateMany(
        { ...later, 'delivery.error.code': 'account-paused' },
        { $set: { dueAt: now, 'delivery.runAt': now } },
      );
      await rows.updateMany({ ...later, 'delivery.runAt': { $lte: now } }, { $set: { dueAt: now } });
    },

    async claimOutbound(id, now, leaseMs) {
      const leaseUntil = new Date(now.getTime() + leaseMs);
      const row = await rows
        .findOneAndUpdate(
          { _id: id, 'delivery.status': 'ready', dueAt: { $lte: now } },
          {
            $set: {
              'delivery.status': 'sending',
              'delivery.leaseUntil': leaseUntil,
              'delivery.updatedAt': now,
              dueAt: leaseUntil,
            },
            $inc: { 'delivery.fence': 1, 'delivery.attempts': 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<Row>();
      return row ? outbound(row) : undefined;
    },

    async finishOutbound(id, fence, delivery) {
      const result = await rows.updateOne(
        { _id: id, 'delivery.fence': fence, 'delivery.status': { $in: ['sending', 'unknown', 'failed'] } },
        deliveryUpdate(delivery),
      );
      return result.matchedCount === 1;
    },

    async owed(now, limit) {
      const found = await rows
        .find({ dueAt: { $lte: now }, 'delivery.owed': true })
        .limit(limit)
        .lean<Row[]>();
      return found.map(outbound);
    },

    async failed(limit) {
      const found = await rows
        .find({ failedAt: { $gt: new Date(0) } })
        .sort({ failedAt: -1 })
        .limit(limit)
        .lean<Row[]>();
      return found.map(outbound);
    },

    async giveUp(id, givenUp) {
      const result = await rows.updateOne(
        { _id: id, 'delivery.status': { $in: ['failed', 'unknown'] } },
        { $set: { 'delivery.givenUp': givenUp }, $unset: { failedAt: 1, dueAt: 1, 'delivery.owed': 1 } },
      );
      return result.matchedCount === 1;
    },

    async settle(id, how) {
      const gone = { 'delivery.owed': 1, dueAt: 1, ...(how === 'told-otherwise' && { failedAt: 1 }) };
      // Not one that a person has put back into the outbox meanwhile.
      await rows.updateOne({ _id: id, 'delivery.owed': true }, { $unset: gone });
    },

    async expiredSending(now, limit) {
      const found = await rows
        .find({ dueAt: { $lte: now }, 'delivery.status': 'sending' })
        .limit(limit)
        .lean<Row[]>();
      return found.map(outbound);
    },

    async abandonSending(now) {
      await rows.updateMany({ dueAt: { $gt: now }, 'delivery.status': 'sending' }, { $set: { dueAt: now } });
    },

    async applyReceipt(match, status, at, error) {
      const which = match.outboxId ? { _id: match.outboxId } : { 'delivery.providerId': match.providerId };
      const lower = RANK.slice(0, RANK.indexOf(status === 'failed' ? 'delivered' : status));
      const row = await rows
        .findOneAndUpdate(
          { ...which, account: match.account, 'delivery.status': { $in: lower } },
          {
            $set: {
              'delivery.status': status,
              'delivery.updatedAt': at,
              ...(error && { 'delivery.error': error }),
              ...(status === 'failed' && { 'delivery.owed': true, dueAt: at, failedAt: at }),
            },
            $unset:
              status === 'failed'
                ? { 'delivery.leaseUntil': 1 }
                : { 'delivery.owed': 1, dueAt: 1, failedAt: 1 },
          },
          { returnDocument: 'after' },
        )
        .lean<Row>();
      return row ? outbound(row) : undefined;
    },
  };
}

function asDone({ id, seq }: { id: string; seq: number }) {
  return { updateOne: { filter: { _id: id, status: 'new' }, update: { $set: { status: 'done', seq } } } };
}

function onceOnly(message: StoredOutbound, pii: RowSeal) {
  const update = { $setOnInsert: outboundRow(message, pii) };
  return { updateOne: { filter: { _id: message.id }, update, upsert: true } };
}

function byArrival(a: StoredInbound, b: StoredInbound): number {
  return a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);
}

function outboundRow(message: StoredOutbound, pii: RowSeal): Record<string, unknown> {
  const { _id, ...row } = pii.seal(toRow(message));
  return message.delivery.status === 'ready' ? { ...row, dueAt: message.delivery.runAt } : row;
}

function deliveryUpdate(delivery: Partial<Delivery>): Record<string, Record<string, unknown>> {
  const set: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(delivery)) {
    if (value !== undefined) set[`delivery.${key}`] = value;
  }
  const { status, runAt, owed, updatedAt } = delivery;
  const dueAt = status === 'ready' ? runAt : owed ? updatedAt : undefined;
  if (dueAt) set.dueAt = dueAt;
  const failedAt = status === 'failed' || status === 'unknown' ? updatedAt : undefined;
  if (failedAt) set.failedAt = failedAt;
  return {
    $set: set,
    $unset: {
      'delivery.leaseUntil': 1,
      ...(owed ? {} : { 'delivery.owed': 1 }),
      ...(status !== 'ready' && !dueAt ? { dueAt: 1 } : {}),
      ...(status !== undefined && !failedAt ? { failedAt: 1 } : {}),
      // Put back into the outbox: that decision is no longer the last one.
      ...(status === 'ready' ? { 'delivery.givenUp': 1 } : {}),
    },
  };
}
