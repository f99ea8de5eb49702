import type { Connection } from 'mongoose';
import { Citizen } from '../core/model/contact.js';
import type { CitizenRepository } from '../core/ports.js';
import { fromRow, openCollection, type Row } from './collection.js';

/** Citizens by channel address. */
export function createCitizenStore(connection: Connection): CitizenRepository {
  const rows = openCollection(connection, { name: 'citizens', indexes: [] });
  return {
    async seen({ id, firstSeenAt, lastSeenAt, name, channel, account, address }) {
      await rows.updateOne(
        { _id: id },
        {
          $set: { lastSeenAt, ...(name && { name }) },
          $setOnInsert: { firstSeenAt, channel, account, address },
        },
        { upsert: true },
      );
    },
    async load(id) {
      const row = await rows.findById(id).lean<Row>();
      return row ? fromRow(Citizen, row) : undefined;
    },
  };
}
