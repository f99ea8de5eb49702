import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { Conversation, StoredInput } from '../core/model/conversation.js';
import type { ConversationRepository, InputRepository } from '../core/ports.js';
import { countConversations, INBOX_INDEXES, listConversations } from './conversation-list.js';
import { type Collection, fromRow, insertMissing, openCollection, type Row, toRow } from './collection.js';
import { byKey, gather } from './gather.js';
import type { Vault } from './pii/vault.js';

/** A longer queue is told as this long: nobody waits to hear the exact number. */
const MOST_COUNTED = 100;

/** Conversations, decided by compare-and-set on their version. */
export function createConversationStore(connection: Connection, vault: Vault): ConversationRepository {
  const pii = vault.of('conversations');
  const rows = openCollection(connection, {
    name: 'conversations',
    indexes: [
      // The earlier of timer and pending effects; absent when neither is there.
      { fields: { wakeAt: 1 }, options: { sparse: true } },
      ...INBOX_INDEXES,
      { fields: { callsSince: 1 }, options: { sparse: true } },
      { fields: { silentSince: 1 }, options: { sparse: true } },
    ],
  });
  const read = (row: Row) => fromRow(Conversation, pii.open(row));
  const load = gather(async (ids: string[]) => {
    const found = new Map(
      (await rows.raw.find({ _id: { $in: ids } }).toArray()).map((row) => [row._id, row]),
    );
    return ids.map((id) => found.get(id));
  });
  const replace = gather((swaps: Swap[]) => compareAndSet(rows, swaps));
  const insert = gather((added: Row[]) => insertMissing(rows, added));
  const clear = gather(async (cleared: Conversation[]) => {
    await rows.raw.bulkWrite(cleared.map(withoutEffects), { ordered: false });
    return cleared;
  });

  return {
    async load(id) {
      const row = await load(id);
      return row && read(row);
    },

    async save(conversation, expected) {
      const row = pii.seal(toRow(conversation, derived(conversation)));
      return expected > 0 ? replace({ row, expected, stamp: randomUUID() }) : insert(row);
    },

    async clearEffects(conversation) {
      await clear(conversation);
    },

    async due(now, limit) {
      const found = await rows
        .find({ wakeAt: { $lte: now } }, { _id: 1 })
        .sort({ wakeAt: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>();
      return found.map((row) => row._id);
    },

    async list(query) {
      return (await listConversations(rows, query)).map(read);
    },

    async byIds(ids) {
      return (await Promise.all(ids.map(load))).flatMap((row) => (row ? read(row) : []));
    },

    count: (query, most) => countConversations(rows, query, most),

    async follow(id, { platform, sealed, dueAt }) {
      const set = { ...(platform && { platform }), ...(dueAt && { dueAt }), ...(sealed && { sealed }) };
      const gone = [
        ...(platform === undefined ? ['platform'] : []),
        ...(dueAt === undefined ? ['dueAt'] : []),
      ];
      const absent = Object.fromEntries(gone.map((field) => [field, { $exists: false }]));
      // A version of its own: a step decided meanwhile on an older copy must not put back what stood before.
      await rows.updateOne(
        { _id: id, $nor: [{ ...set, ...absent }] },
        {
          ...(Object.keys(set).length > 0 && { $set: set }),
          ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map((field) => [field, 1])) }),
          $inc: { version: 1 },
        },
      );
    },

    async countWaiting(before, exceptId) {
      const found = await rows
        .find(
          {
            openFlags: true,
            mode: 'bot',
            waitingSince: { $lt: before },
            _id: { $ne: exceptId },
          },
          { _id: 1 },
        )
        .limit(MOST_COUNTED)
        .lean();
      return found.length;
    },

    async closeFlag(id, flagId, staffId, at) {
      const row = await rows
        .findOneAndUpdate(
          { _id: id, 'flags.id': flagId },
          { $set: { 'flags.$.doneAt': at, 'flags.$.doneBy': staffId }, $inc: { version: 1 } },
          { returnDocument: 'after' },
        )
        .lean<Row>();
      if (!row) return false;
      const now = read(row);
      const open = {
        openFlags: now.flags.some((flag) => !flag.doneAt),
        callsSince: callsSince(now) !== undefined,
      };
      const over = Object.entries(open).filter(([, stays]) => !stays);
      const gone = Object.fromEntries(over.map(([field]) => [field, 1]));
      if (over.length > 0) await rows.updateOne({ _id: id, version: now.version }, { $unset: gone });
      return true;
    },

    async raiseFlag(id, flag) {
      // A version of its own, so that a step decided meanwhile on an older copy does not wipe the flag out.
      await rows.updateOne(
        { _id: id, 'flags.id': { $ne: flag.id } },
        {
          $push: { flags: { ...flag, summary: pii.value(id, 'flags.summary', flag.summary, flag.id) } },
          $set: { openFlags: true, ...(flag.reason === 'sealed' && { sealed: true }) },
          $inc: { version: 1 },
        },
      );
    },
  };
}

interface Swap {
  row: Row;
  expected: number;
  /** Tells afterwards whose write it was. */
  stamp: string;
}

/**
 * Replaces each row that still has its expected version. The store answers with one count for all; only
 * when it falls short are the stamps read, to see which writes are ours.
 */
async function compareAndSet(rows: Collection, swaps: Swap[]): Promise<boolean[]> {
  const { matchedCount } = await rows.raw.bulkWrite(
    swaps.map(({ row: { _id, ...replacement }, expected, stamp }) => ({
      replaceOne: { filter: { _id, version: expected }, replacement: { ...replacement, stamp } },
    })),
  );
  if (matchedCount === swaps.length) return swaps.map(() => true);
  const found = await rows.raw
    .find({ _id: { $in: swaps.map(({ row }) => row._id) } }, { projection: { stamp: 1 } })
    .toArray();
  const stamps = new Map(found.map(({ _id, stamp }) => [_id, stamp]));
  return swaps.map(({ row, stamp }) => stamps.get(row._id) === stamp);
}

function withoutEffects({ id, version, timerAt }: Conversation) {
  return {
    updateOne: {
      filter: { _id: id, version },
      update: {
        $set: {
          effects: [],
          taken: { messages: [], inputs: [] },
          pendingAt: null,
          ...(timerAt && { wakeAt: timerAt }),
        },
        ...(timerAt ? {} : { $unset: { wakeAt: 1 as const } }),
      },
    },
  };
}

/** Inputs of conversations that are not messages: notices of tickets, actions of staff. */
export function createInputStore(connection: Connection, vault: Vault): InputRepository {
  const pii = vault.of('inputs');
  const rows = openCollection(connection, {
    name: 'inputs',
    indexes: [
      { fields: { status: 1, conversationId: 1 }, options: { partialFilterExpression: { status: 'new' } } },
    ],
  });
  const newOnes = gather(async (ids: string[]) => {
    const found = await rows.raw.find({ status: 'new', conversationId: { $in: ids } }).toArray();
    const inputs = found.map((row) => fromRow(StoredInput, pii.open(row)));
    return byKey(ids, inputs, (input) => input.conversationId);
  });
  const insert = gather((added: Row[]) => insertMissing(rows, added));
  const done = gather(async (lists: string[][]) => {
    await rows.raw.updateMany({ _id: { $in: lists.flat() } }, { $set: { status: 'done' } });
    return lists;
  });
  return {
    insert: (input) => insert(pii.seal(toRow(input))),

    async find(id) {
      const row = await rows.findById(id).lean<Row>();
      return row ? fromRow(StoredInput, pii.open(row)) : undefined;
    },
    async newInputs(conversationId) {
      const inputs = await newOnes(conversationId);
      return inputs.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
    },
    async markDone(ids) {
      await done(ids);
    },
    async conversationsWithNew(before, limit) {
      const found = await rows
        .find({ status: 'new', at: { $lt: before } }, { conversationId: 1 })
        .limit(limit)
        .lean<{ conversationId: string }[]>();
      return [...new Set(found.map((row) => row.conversationId))];
    },
  };
}

function derived(conversation: Conversation): Record<string, unknown> {
  const times = [conversation.timerAt, conversation.pendingAt].flatMap((at) => (at ? [at.getTime()] : []));
  return {
    wakeAt: times.length > 0 ? new Date(Math.min(...times)) : undefined,
    openFlags: conversation.flags.some((flag) => !flag.doneAt) ? true : undefined,
    sealed: conversation.sealed === true || conversation.flags.some(isSeal) ? true : undefined,
    callsSince: callsSince(conversation),
  };
}

const isSeal = ({ reason }: Conversation['flags'][number]): boolean => reason === 'sealed';

/** Since when it waits for a person, whom nobody is yet. */
function callsSince({ mode, flags }: Conversation): Date | undefined {
  const called = flags.find(({ reason, doneAt }) => reason === 'hand-over' && !doneAt);
  return mode === 'bot' ? called?.at : undefined;
}
