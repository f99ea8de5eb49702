import type { Connection } from 'mongoose';
import { Citizen } from '../core/model/contact.js';
import type { CitizenRepository } from '../core/ports.js';
import { fromRow, openCollection, type Row } from './collection.js';
import { gather } from './gather.js';
import type { RowSeal, Vault } from './pii/vault.js';

/** Citizens by channel address. */
export function createCitizenStore(connection: Connection, vault: Vault): CitizenRepository {
  const pii = vault.of('citizens');
  const rows = openCollection(connection, {
    name: 'citizens',
    indexes: [
      { fields: { addressIndex: 1 }, options: { sparse: true } },
      { fields: { nameIndex: 1 }, options: { sparse: true } },
      { fields: { lastSeenAt: 1 } },
    ],
  });
  const seen = gather(async (citizens: Citizen[]) => {
    await rows.raw.bulkWrite(
      citizens.map((citizen) => sighting(citizen, pii, vault.blind)),
      { ordered: false },
    );
    return citizens;
  });
  return {
    async seen(citizen) {
      await seen(citizen);
    },
    async load(id) {
      const row = await rows.findById(id).lean<Row>();
      return row ? fromRow(Citizen, pii.open(row)) : undefined;
    },
    async named(addressOrName, limit) {
      const keys = [
        { addressIndex: vault.blind('address', addressOrName) },
        { nameIndex: vault.blind('name', addressOrName) },
      ];
      const found = await Promise.all(keys.map((key) => rows.raw.find(key).limit(limit).toArray()));
      return found.flat().map((row) => fromRow(Citizen, pii.open(row)));
    },
  };
}

function sighting(citizen: Citizen, pii: RowSeal, blind: Vault['blind']) {
  const { id, firstSeenAt, lastSeenAt, name, channel, account, address } = citizen;
  const update = {
    $set: { lastSeenAt, ...(name && { name: pii.value(id, 'name', name), nameIndex: blind('name', name) }) },
    $setOnInsert: {
      firstSeenAt,
      channel,
      account,
      address: pii.value(id, 'address', address),
      addressIndex: blind('address', address),
    },
  };
  return { updateOne: { filter: { _id: id }, update, upsert: true } };
}
