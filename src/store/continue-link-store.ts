import type { Connection } from 'mongoose';
import { ContinueLink } from '../core/model/continue-link.js';
import type { ContinueLinkRepository } from '../core/ports.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';
import type { Vault } from './pii/vault.js';

/** Links that are good once, by the hash of their token. The store drops what has expired. */
export function createContinueLinkStore(connection: Connection, vault: Vault): ContinueLinkRepository {
  const pii = vault.of('continue_links');
  const rows = openCollection(connection, {
    name: 'continue_links',
    indexes: [
      { fields: { hash: 1 }, options: { unique: true } },
      { fields: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } },
    ],
  });
  return {
    async insert(link) {
      try {
        await rows.raw.insertOne(pii.seal(toRow(link)));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async find(hash) {
      const row = await rows.findOne({ hash }).lean<Row>();
      return row ? fromRow(ContinueLink, pii.open(row)) : undefined;
    },
    async use(id, to, now) {
      // One write decides who was first; whoever it was may do it again.
      const row = await rows
        .findOneAndUpdate(
          { _id: id, expiresAt: { $gt: now }, $or: [{ usedBy: null }, { usedBy: to }] },
          { $set: { usedBy: to } },
          { returnDocument: 'after' },
        )
        .lean<Row>();
      return row ? fromRow(ContinueLink, pii.open(row)) : undefined;
    },
  };
}
