import type { Connection } from 'mongoose';
import type { DocumentNumbers } from '../core/ports.js';
import { isDuplicateKey, openCollection } from './collection.js';

/** Numbers of official papers: counted within a series, and the same whenever a paper is printed again. */
export function createDocumentStore(connection: Connection): DocumentNumbers {
  const rows = openCollection(connection, { name: 'document_numbers', indexes: [] });
  const numberOf = async (_id: string) => (await rows.findById(_id).lean<{ value: number } | null>())?.value;
  return {
    async numberOf(paperId, series) {
      const known = await numberOf(`paper:${paperId}`);
      if (known !== undefined) return known;
      const drawn = await rows
        .findOneAndUpdate(
          { _id: `series:${series}` },
          { $inc: { value: 1 } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<{ value: number }>();
      try {
        await rows.raw.insertOne({ _id: `paper:${paperId}`, value: drawn.value });
        return drawn.value;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // Printed twice at once: the other one’s number holds, and this one stays unused.
        return (await numberOf(`paper:${paperId}`)) ?? drawn.value;
      }
    },
  };
}
