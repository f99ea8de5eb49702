import type { Connection } from 'mongoose';
import { z } from 'zod';
import { Staff } from '../core/model/staff.js';
import type { LoginFailures, SessionRepository, StaffRepository, StaffStore } from '../server/ports.js';
import { type Collection, fromRow, isDuplicateKey, openCollection, toRow } from './collection.js';

const Session = z.object({
  id: z.string(),
  staffId: z.string(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
  expiresAt: z.date(),
  address: z.string(),
  userAgent: z.string(),
});
const Failures = z.object({ id: z.string(), count: z.number().int(), until: z.date() });

/** Accounts of staff, their sessions and their failed sign-ins. Open it before the indexes are made. */
export function createStaffStore(connection: Connection): StaffStore {
  return {
    staff: staffRepository(
      openCollection(connection, {
        name: 'staff',
        indexes: [{ fields: { login: 1 }, options: { unique: true } }],
      }),
    ),
    sessions: sessionRepository(
      openCollection(connection, {
        name: 'staff_sessions',
        indexes: [
          { fields: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } },
          { fields: { staffId: 1 } },
        ],
      }),
    ),
    failures: loginFailures(
      openCollection(connection, {
        name: 'login_failures',
        indexes: [{ fields: { until: 1 }, options: { expireAfterSeconds: 0 } }],
      }),
    ),
  };
}

function staffRepository({ raw }: Collection): StaffRepository {
  const one = async (filter: Record<string, unknown>) => {
    const row = await raw.findOne(filter);
    return row ? fromRow(Staff, row) : undefined;
  };
  return {
    byId: (id) => one({ _id: id }),
    byLogin: (login) => one({ login }),
    async list() {
      const rows = await raw.find({}).sort({ login: 1 }).toArray();
      return rows.map((row) => fromRow(Staff, row));
    },
    async insert(person) {
      try {
        await raw.insertOne(toRow(person));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async update(id, change) {
      const { matchedCount } = await raw.updateOne({ _id: id }, { $set: change });
      return matchedCount === 1;
    },
  };
}

function sessionRepository({ raw }: Collection): SessionRepository {
  return {
    async get(id) {
      const row = await raw.findOne({ _id: id });
      return row ? fromRow(Session, row) : undefined;
    },
    async set(session) {
      const { _id, ...fields } = toRow(session);
      await raw.replaceOne({ _id }, fields, { upsert: true });
    },
    async touch(id, lastSeenAt) {
      await raw.updateOne({ _id: id }, { $set: { lastSeenAt } });
    },
    async destroy(id) {
      return (await raw.deleteOne({ _id: id })).deletedCount === 1;
    },
    async destroyOf(staffId, exceptId) {
      await raw.deleteMany(exceptId === undefined ? { staffId } : { staffId, _id: { $ne: exceptId } });
    },
    async list(now) {
      const rows = await raw
        .find({ expiresAt: { $gt: now } })
        .sort({ createdAt: -1 })
        .toArray();
      return rows.map((row) => fromRow(Session, row));
    },
  };
}

/** Rows outlive their time until the store's sweep: every read and write here checks `until` itself. */
function loginFailures(rows: Collection): LoginFailures {
  return {
    async get(key, now) {
      const row = await rows.raw.findOne({ _id: key, until: { $gt: now } });
      return row ? fromRow(Failures, row) : undefined;
    },
    async add(key, now, until) {
      // First the expired one goes, then one atomic count: tries at the same time are all counted.
      await rows.raw.deleteOne({ _id: key, until: { $lte: now } });
      const counted = await rows
        .findOneAndUpdate(
          { _id: key },
          { $inc: { count: 1 }, $set: { until } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean();
      return counted ? fromRow(Failures, counted).count : 1;
    },
    async subtract(key) {
      await rows.updateOne({ _id: key, count: { $gt: 0 } }, { $inc: { count: -1 } });
    },
    async clear(key) {
      await rows.raw.deleteOne({ _id: key });
    },
  };
}
