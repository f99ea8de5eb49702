import type { Connection } from 'mongoose';
import { Publication } from '../core/model/publication.js';
import type { PublicationRepository } from '../core/publication/publication-service.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';

/** Notices and published cases. `at` is what lists are ordered by: publication where published, else making. */
export function createPublicationStore(connection: Connection): PublicationRepository {
  const rows = openCollection(connection, {
    name: 'publications',
    indexes: [{ fields: { kind: 1, state: 1, at: -1 } }],
  });
  const row = (publication: Publication) =>
    toRow(publication, { at: publication.publishedAt ?? publication.createdAt });
  return {
    async insert(publication) {
      try {
        await rows.raw.insertOne(row(publication));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async load(id) {
      const found = await rows.findById(id).lean<Row>();
      return found ? fromRow(Publication, found) : undefined;
    },
    async save(publication, expected) {
      const result = await rows.raw.replaceOne({ _id: publication.id, version: expected }, row(publication));
      return result.matchedCount === 1;
    },
    async list({ kind, state, before, limit }) {
      const found = await rows
        .find({
          ...(kind && { kind }),
          ...(state && { state }),
          ...(before && { at: { $lt: before } }),
        })
        .sort({ at: -1 })
        .limit(limit)
        .lean<Row[]>();
      return found.map((one) => fromRow(Publication, one));
    },
  };
}
