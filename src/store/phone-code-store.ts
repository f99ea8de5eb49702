import type { Connection } from 'mongoose';
import { PhoneCodeRequest } from '../core/model/contact.js';
import type { PhoneCodeRepository } from '../core/ports.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';

const KEPT_SECONDS = 2 * 24 * 3600;

/** Who asked for a code and when, for the limits: neither number nor code is in it. Forgotten after two days. */
export function createPhoneCodeStore(connection: Connection): PhoneCodeRepository {
  const rows = openCollection(connection, {
    name: 'phone_codes',
    indexes: [
      { fields: { phone: 1, at: 1 } },
      { fields: { citizenId: 1, at: 1 } },
      { fields: { at: 1 }, options: { expireAfterSeconds: KEPT_SECONDS } },
    ],
  });
  return {
    async insert(request) {
      try {
        await rows.raw.insertOne(toRow(request));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async find(id) {
      const row = await rows.findById(id).lean<Row>();
      return row ? fromRow(PhoneCodeRequest, row) : undefined;
    },
    async count({ phone, citizenId, since, until, before }) {
      const whose = phone === undefined ? { citizenId } : { phone };
      const earlier = { at: { $gt: since, $lt: until } };
      const sameMoment = { at: until, ...(before !== undefined && { _id: { $lt: before } }) };
      return rows.countDocuments({ ...whose, $or: [earlier, sameMoment] });
    },
  };
}
