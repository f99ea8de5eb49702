import type { Connection } from 'mongoose';
import { z } from 'zod';
import { Staff } from '../core/model/staff.js';
import type {
  LoginFailures,
  SessionRepository,
  SignInSteps,
  StaffRepository,
  StaffStore,
} from '../server/ports.js';
import { type Collection, fromRow, isDuplicateKey, openCollection, toRow } from './collection.js';

const Session = z.object({
  id: z.string(),
  staffId: z.string(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
  expiresAt: z.date(),
  address: z.string(),
  userAgent: z.string(),
  // Sessions from before there was another way.
  by: z.enum(['password', 'sso']).default('password'),
  secondFactor: z.enum(['totp', 'recovery-code', 'provider']).optional(),
  idToken: z.string().optional(),
});
const Step = z.object({ id: z.string(), data: z.string(), attempts: z.number().int(), expiresAt: z.date() });
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
    steps: signInSteps(
      openCollection(connection, {
        name: 'sign_in_steps',
        indexes: [{ fields: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } }],
      }),
    ),
  };
}

function staffRepository(rows: Collection): StaffRepository {
  const { raw } = rows;
  const one = async (filter: Record<string, unknown>) => {
    const row = await raw.findOne(filter);
    return row ? fromRow(Staff, row) : undefined;
  };
  return {
    byId: (id) => one({ _id: id }),
    byLogin: (login) => one({ login }),
    async list() {
      const all = await raw.find({}).sort({ login: 1 }).toArray();
      return all.map((row) => fromRow(Staff, row));
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
      const kept = Object.entries(change).filter(([, value]) => value !== undefined);
      const gone = Object.entries(change).filter(([, value]) => value === undefined);
      const { matchedCount } = await raw.updateOne(
        { _id: id },
        {
          ...(kept.length > 0 && { $set: Object.fromEntries(kept) }),
          ...(gone.length > 0 && { $unset: Object.fromEntries(gone.map(([key]) => [key, 1])) }),
        },
      );
      return matchedCount === 1;
    },
    async takeTotpStep(id, step) {
      const { matchedCount } = await raw.updateOne(
        { _id: id, 'secondFactor.lastStep': { $lt: step } },
        { $set: { 'secondFactor.lastStep': step } },
      );
      return matchedCount === 1;
    },
    async takeRecoveryCode(id, hash) {
      const { matchedCount } = await rows.updateOne(
        { _id: id, 'secondFactor.recovery': hash },
        { $pull: { 'secondFactor.recovery': hash } },
      );
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

function signInSteps(rows: Collection): SignInSteps {
  return {
    async insert(step) {
      await rows.raw.insertOne(toRow(step));
    },
    async attempt(id, now) {
      const row = await rows
        .findOneAndUpdate(
          { _id: id, expiresAt: { $gt: now } },
          { $inc: { attempts: 1 } },
          { returnDocument: 'after' },
        )
        .lean();
      return row ? fromRow(Step, row) : undefined;
    },
    async remove(id) {
      return (await rows.raw.deleteOne({ _id: id })).deletedCount === 1;
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
