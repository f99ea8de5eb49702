import type { Connection } from 'mongoose';
import { DeskProfile } from '../core/assignment/desk-profile.js';
import { AssignmentRecord, type AssignmentRepository } from '../core/assignment/ports.js';
import { fromRow, isDuplicateKey, openCollection, type Row, toRow } from './collection.js';

/** Who was given what is of use to supervisors for as long as the conversations are looked at. */
const KEPT_SECONDS = 183 * 86_400;

/** 在岗状态 and skills of staff, what was given to whom, and the queues of conversations that the hub deals out. */
export function createAssignmentStore(connection: Connection): AssignmentRepository {
  const profiles = openCollection(connection, { name: 'desk_profiles', indexes: [{ fields: { state: 1 } }] });
  const records = openCollection(connection, {
    name: 'assignments',
    indexes: [
      { fields: { staffId: 1, at: 1 } },
      { fields: { at: 1 }, options: { expireAfterSeconds: KEPT_SECONDS } },
    ],
  });
  const conversations = connection.collection<Row>('conversations');
  const firstBy = async (field: 'callsSince' | 'silentSince', before: Date, limit: number) => {
    const found = await conversations
      .find({ [field]: { $lte: before } }, { projection: { _id: 1 } })
      .sort({ [field]: 1 })
      .limit(limit)
      .toArray();
    return found.map(({ _id }) => _id);
  };
  return {
    async profile(staffId) {
      const row = await profiles.raw.findOne({ _id: staffId });
      return row ? fromRow(DeskProfile, row) : undefined;
    },
    async saveProfile(profile) {
      const { _id, ...row } = toRow(profile);
      await profiles.raw.replaceOne({ _id }, row, { upsert: true });
    },
    async available() {
      const found = await profiles.raw.find({ state: 'available' }).limit(1_000).toArray();
      return found.map((row) => fromRow(DeskProfile, row));
    },
    waiting: (now, limit) => firstBy('callsSince', now, limit),
    silent: (before, limit) => firstBy('silentSince', before, limit),
    openOf: (staffId) => conversations.countDocuments({ staffId, mode: 'staff' }),
    async record(record) {
      try {
        await records.raw.insertOne(toRow(record));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async recordsOf(staffId, limit) {
      const found = await records.raw.find({ staffId }).sort({ at: -1 }).limit(limit).toArray();
      return found.map((row) => fromRow(AssignmentRecord, row));
    },
  };
}
