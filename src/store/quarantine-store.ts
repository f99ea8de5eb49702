import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { QuarantineRepository } from '../core/ports.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';

const Quarantined = z.object({
  id: z.string(),
  channel: z.string(),
  account: z.string(),
  code: z.string(),
  message: z.string(),
  externalId: z.string().optional(),
  rawId: z.string().optional(),
  at: z.date(),
});

/** What could not become a message: kept with its raw payload until a person has looked. */
export function createQuarantineStore(connection: Connection): QuarantineRepository {
  const rows = openCollection(connection, { name: 'quarantine', indexes: [{ fields: { at: 1 } }] });
  return {
    async put(item) {
      try {
        await rows.raw.insertOne(toRow(item));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async list(limit) {
      const found = await rows.find({}).sort({ at: -1 }).limit(limit).lean<Row[]>();
      return found.map((row) => fromRow(Quarantined, row));
    },
  };
}
