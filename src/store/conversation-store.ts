import type { Connection } from 'mongoose';
import { Conversation, StoredInput } from '../core/model/conversation.js';
import type { ConversationQuery, ConversationRepository, InputRepository } from '../core/ports.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';

/** Conversations, decided by compare-and-set on their version. */
export function createConversationStore(connection: Connection): ConversationRepository {
  const rows = openCollection(connection, {
    name: 'conversations',
    indexes: [
      // The earlier of timer and pending effects; absent when neither is there.
      { fields: { wakeAt: 1 }, options: { sparse: true } },
      { fields: { lastAt: 1 } },
      { fields: { openFlags: 1, lastAt: 1 }, options: { partialFilterExpression: { openFlags: true } } },
      { fields: { staffId: 1, lastAt: 1 }, options: { sparse: true } },
    ],
  });
  const read = (row: Row) => fromRow(Conversation, row);

  return {
    async load(id) {
      const row = await rows.raw.findOne({ _id: id });
      return row ? read(row) : undefined;
    },

    async save(conversation, expected) {
      const row = toRow(conversation, derived(conversation));
      if (expected > 0) {
        const { _id, ...replacement } = row;
        const result = await rows.raw.replaceOne({ _id, version: expected }, replacement);
        return result.matchedCount === 1;
      }
      try {
        await rows.raw.insertOne(row);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async clearEffects(conversation) {
      const { timerAt } = conversation;
      await rows.raw.updateOne(
        { _id: conversation.id, version: conversation.version },
        {
          $set: {
            effects: [],
            taken: { messages: [], inputs: [] },
            pendingAt: null,
            ...(timerAt && { wakeAt: timerAt }),
          },
          ...(timerAt ? {} : { $unset: { wakeAt: 1 } }),
        },
      );
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
      const found = await rows.find(filterOf(query)).sort({ lastAt: -1 }).limit(query.limit).lean<Row[]>();
      return found.map(read);
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
      if (read(row).flags.every((flag) => flag.doneAt)) {
        await rows.updateOne({ _id: id, version: read(row).version }, { $unset: { openFlags: 1 } });
      }
      return true;
    },

    async raiseFlag(id, flag) {
      // A version of its own, so that a step decided meanwhile on an older copy does not wipe the flag out.
      await rows.updateOne(
        { _id: id, 'flags.id': { $ne: flag.id } },
        { $push: { flags: flag }, $set: { openFlags: true }, $inc: { version: 1 } },
      );
    },
  };
}

/** Inputs of conversations that are not messages: notices of tickets, actions of staff. */
export function createInputStore(connection: Connection): InputRepository {
  const rows = openCollection(connection, {
    name: 'inputs',
    indexes: [
      { fields: { status: 1, conversationId: 1 }, options: { partialFilterExpression: { status: 'new' } } },
    ],
  });
  return {
    async insert(input) {
      try {
        await rows.raw.insertOne(toRow(input));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async newInputs(conversationId) {
      const found = await rows.raw.find({ status: 'new', conversationId }).toArray();
      const inputs = found.map((row) => fromRow(StoredInput, row));
      return inputs.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
    },
    async markDone(ids) {
      await rows.raw.updateMany({ _id: { $in: ids } }, { $set: { status: 'done' } });
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
  };
}

function filterOf(query: ConversationQuery): Record<string, unknown> {
  return {
    ...viewFilter(query),
    ...(query.channel && { channel: query.channel }),
    ...(query.before && { lastAt: { $lt: query.before } }),
  };
}

function viewFilter(query: ConversationQuery): Record<string, unknown> {
  switch (query.view) {
    case 'all':
      return {};
    case 'mine':
      return { staffId: query.staffId };
    case 'waiting':
      return { openFlags: true, mode: 'bot' };
    case 'flagged':
      return { openFlags: true };
    case 'emergency':
      return { openFlags: true, flags: { $elemMatch: { urgent: true, doneAt: { $exists: false } } } };
  }
}
