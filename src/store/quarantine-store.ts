import type { Connection } from 'mongoose';
import { Quarantined } from '../core/model/quarantined.js';
import type { QuarantineRepository } from '../core/ports.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';

/** What could not become a message: kept with its raw payload until it is given back. */
export function createQuarantineStore(connection: Connection): QuarantineRepository {
  const rows = openCollection(connection, { name: 'quarantine', indexes: [{ fields: { at: 1 } }] });
  return {
    async put(item) {
      try {
        await rows.raw.insertOne(toRow(item));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        await rows.updateOne({ _id: item.id }, { $unset: { settled: 1 } });
      }
    },
    async find(id) {
      const row = await rows.findById(id).lean<Row>();
      return row ? fromRow(Quarantined, row) : undefined;
    },
    async list(limit, which = 'open') {
      const filter = which === 'open' ? { settled: { $exists: false } } : {};
      const found = await rows.find(filter).sort({ at: -1 }).limit(limit).lean<Row[]>();
      return found.map((row) => fromRow(Quarantined, row));
    },
    async settle(id, settled) {
      await rows.updateOne({ _id: id }, { $set: { settled } });
    },
    async keep(id, { code, message }) {
      await rows.updateOne({ _id: id }, { $set: { code, message } });
    },
  };
}
