import type { Connection } from 'mongoose';
import type { LaterReplyRepository } from '../core/inbox/ports.js';
import { LaterReply } from '../core/model/later-reply.js';
import { fromRow, insertMissing, openCollection, type Row, toRow } from './collection.js';
import type { Vault } from './pii/vault.js';

/** What was said is in the thread; the way it came there is of use for a while. */
const KEPT_SECONDS = 30 * 86_400;

/** Replies that wait for their time. */
export function createLaterReplyStore(connection: Connection, vault: Vault): LaterReplyRepository {
  const pii = vault.of('later_replies');
  const rows = openCollection(connection, {
    name: 'later_replies',
    indexes: [
      // Present only while its time has to be kept.
      { fields: { dueAt: 1 }, options: { sparse: true } },
      // Present only while it is at no end.
      { fields: { openIn: 1, createdAt: 1 }, options: { sparse: true } },
      { fields: { conversationId: 1 } },
      { fields: { endedAt: 1 }, options: { expireAfterSeconds: KEPT_SECONDS, sparse: true } },
    ],
  });
  const read = (row: Row) => fromRow(LaterReply, pii.open(row));
  return {
    async insert(reply) {
      await insertMissing(rows, [
        pii.seal(toRow(reply, { dueAt: reply.sendAt, openIn: reply.conversationId })),
      ]);
    },
    async find(id) {
      const row = await rows.raw.findOne({ _id: id });
      return row ? read(row) : undefined;
    },
    async openIn(conversationId) {
      const found = await rows.raw
        .find({ openIn: conversationId })
        .sort({ createdAt: 1 })
        .limit(100)
        .toArray();
      return found.map(read);
    },
    async due(now, limit) {
      const found = await rows.raw
        .find({ dueAt: { $lte: now } }, { projection: { _id: 1 } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => _id);
    },
    async change(id, from, to, at) {
      const timed = to.state === 'waiting' || to.state === 'sending';
      const ended = to.state === 'sent' || to.state === 'withdrawn';
      const gone = { ...(!timed && { dueAt: 1 as const }), ...(ended && { openIn: 1 as const }) };
      const { matchedCount } = await rows.raw.updateOne(
        { _id: id, state: { $in: [...from] } },
        {
          $set: {
            ...to,
            ...(to.sendAt && { dueAt: to.sendAt }),
            ...(ended && { endedAt: at }),
          },
          ...(Object.keys(gone).length > 0 && { $unset: gone }),
        },
      );
      return matchedCount === 1;
    },
  };
}
