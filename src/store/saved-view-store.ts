import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { SavedViewRepository } from '../server/ports.js';
import { fromRow, isDuplicateKey, openCollection, toRow } from './collection.js';

const SavedView = z.object({
  id: z.string(),
  staffId: z.string(),
  name: z.string(),
  filter: z.record(z.string(), z.unknown()),
  sort: z.enum(['createdAt', 'dueAt']),
  order: z.enum(['ascending', 'descending']),
  createdAt: z.date(),
});

/** Views of the list of tickets that people keep, each their own. */
export function createSavedViewStore(connection: Connection): SavedViewRepository {
  const { raw } = openCollection(connection, {
    name: 'saved_views',
    indexes: [{ fields: { staffId: 1, name: 1 }, options: { unique: true } }],
  });
  return {
    async of(staffId) {
      const found = await raw.find({ staffId }).sort({ name: 1 }).limit(200).toArray();
      return found.map((row) => fromRow(SavedView, row));
    },
    async insert(view) {
      try {
        await raw.insertOne(toRow(view));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async replace(view) {
      const { _id, ...row } = toRow(view);
      try {
        const { matchedCount } = await raw.replaceOne({ _id, staffId: view.staffId }, row);
        return matchedCount === 1 ? true : undefined;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async remove(id, staffId) {
      return (await raw.deleteOne({ _id: id, staffId })).deletedCount === 1;
    },
  };
}
