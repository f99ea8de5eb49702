import type { Connection } from 'mongoose';
import type { DeskPlaceRepository } from '../core/inbox/ports.js';
import { DeskPlace, placeIdOf } from '../core/model/desk-place.js';
import { fromRow, openCollection, type Row } from './collection.js';
import type { Vault } from './pii/vault.js';

/** Nobody comes back to a draft after that long. */
const KEPT_SECONDS = 90 * 86_400;

/** Where people of staff stand in conversations: one document for each of both. */
export function createDeskPlaceStore(connection: Connection, vault: Vault): DeskPlaceRepository {
  const pii = vault.of('desk_places');
  const { raw } = openCollection(connection, {
    name: 'desk_places',
    indexes: [
      { fields: { conversationId: 1 } },
      { fields: { at: 1 }, options: { expireAfterSeconds: KEPT_SECONDS } },
    ],
  });
  const read = (row: Row) => fromRow(DeskPlace, pii.open(row));
  return {
    async find(conversationId, staffId) {
      const row = await raw.findOne({ _id: placeIdOf(conversationId, staffId) });
      return row ? read(row) : undefined;
    },
    async ofStaff(staffId, conversationIds) {
      const ids = conversationIds.map((id) => placeIdOf(id, staffId));
      return (await raw.find({ _id: { $in: ids } }).toArray()).map(read);
    },
    async seen(conversationId, staffId, seq, at) {
      await raw.updateOne(
        { _id: placeIdOf(conversationId, staffId) },
        { $max: { seenSeq: seq }, $set: { at }, $setOnInsert: { conversationId, staffId } },
        { upsert: true },
      );
    },
    async keepDraft(conversationId, staffId, draft, at) {
      const id = placeIdOf(conversationId, staffId);
      const kept = draft && { ...draft, text: pii.value(id, 'draft.text', draft.text) };
      await raw.updateOne(
        { _id: id },
        {
          $set: { at, ...(kept && { draft: kept }) },
          ...(!kept && { $unset: { draft: 1 } }),
          $setOnInsert: { conversationId, staffId, seenSeq: 0 },
        },
        { upsert: true },
      );
    },
  };
}
