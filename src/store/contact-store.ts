import type { Connection } from 'mongoose';
import { Citizen, Contact } from '../core/model/contact.js';
import type { CitizenRepository } from '../core/ports.js';
import { fromRow, openCollection, type Row, toRow } from './collection.js';

/** Citizens by channel address, and the contacts that join them. */
export function createContactStore(connection: Connection): CitizenRepository {
  const citizens = openCollection(connection, {
    name: 'citizens',
    indexes: [{ fields: { contactId: 1 }, options: { sparse: true } }],
  });
  const contacts = openCollection(connection, { name: 'contacts', indexes: [] });
  return {
    async seen({ id, firstSeenAt, lastSeenAt, name, channel, account, address }) {
      await citizens.updateOne(
        { _id: id },
        {
          $set: { lastSeenAt, ...(name && { name }) },
          $setOnInsert: { firstSeenAt, channel, account, address },
        },
        { upsert: true },
      );
    },
    async load(id) {
      const row = await citizens.findById(id).lean<Row>();
      return row ? fromRow(Citizen, row) : undefined;
    },
    async loadContact(id) {
      const row = await contacts.findById(id).lean<Row>();
      return row ? fromRow(Contact, row) : undefined;
    },
    async saveContact(contact) {
      const { _id, ...rest } = toRow(contact);
      await contacts.replaceOne({ _id }, rest, { upsert: true });
    },
    async setContact(citizenId, contactId) {
      await citizens.updateOne(
        { _id: citizenId },
        contactId ? { $set: { contactId } } : { $unset: { contactId: 1 } },
      );
    },
  };
}
