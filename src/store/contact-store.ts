import type { Connection } from 'mongoose';
import { pairKey } from '../core/identity/join.js';
import { Join } from '../core/model/contact.js';
import type { ContactRepository } from '../core/ports.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';
import type { Vault } from './pii/vault.js';

/** The joins between citizens. Unique keys decide who was first, on the id and on the pair while it stands. */
export function createContactStore(connection: Connection, vault: Vault): ContactRepository {
  const pii = vault.of('joins');
  const rows = openCollection(connection, {
    name: 'joins',
    indexes: [
      { fields: { citizens: 1 } },
      { fields: { pair: 1 }, options: { unique: true, partialFilterExpression: { stands: true } } },
    ],
  });
  return {
    async insert(join) {
      try {
        await rows.raw.insertOne(pii.seal(toRow(join, { pair: pairKey(join.citizens), stands: true })));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async find(id) {
      const row = await rows.findById(id).lean<Row>();
      return row ? fromRow(Join, pii.open(row)) : undefined;
    },
    async joinsOf(citizenIds) {
      const found = await rows.find({ citizens: { $in: citizenIds } }).lean<Row[]>();
      return found.map((row) => fromRow(Join, pii.open(row)));
    },
    async separate(joinId, separation) {
      const result = await rows.updateOne(
        { _id: joinId, stands: true },
        { $set: { separated: pii.value(joinId, 'separated', separation) }, $unset: { stands: 1 } },
      );
      return result.matchedCount === 1;
    },
  };
}
