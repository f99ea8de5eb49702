import type { Connection } from 'mongoose';
import { Citizen } from '../core/model/contact.js';
import type { CitizenRepository } from '../core/ports.js';
import { fromRow, openCollection, type Row } from './collection.js';
import { gather } from './gather.js';

/** Citizens by channel address. */
export function createCitizenStore(connection: Connection): CitizenRepository {
  const rows = openCollection(connection, { name: 'citizens', indexes: [] });
  const seen = gather(async (citizens: Citizen[]) => {
    await rows.raw.bulkWrite(citizens.map(sighting), { ordered: false });
    return citizens;
  });
  return {
    async seen(citizen) {
      await seen(citizen);
    },
    async load(id) {
      const row = await rows.findById(id).lean<Row>();
      return row ? fromRow(Citizen, row) : undefined;
    },
  };
}

function sighting({ id, firstSeenAt, lastSeenAt, name, channel, account, address }: Citizen) {
  const update = {
    $set: { lastSeenAt, ...(name && { name }) },
    $setOnInsert: { firstSeenAt, channel, account, address },
  };
  return { updateOne: { filter: { _id: id }, update, upsert: true } };
}
