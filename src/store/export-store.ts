import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { ExportRepository } from '../server/ports.js';
import { fromRow, isDuplicateKey, openCollection, toRow } from './collection.js';

const ExportJob = z.object({
  id: z.string(),
  staffId: z.string(),
  format: z.enum(['csv', 'xlsx']),
  columns: z.array(z.string()),
  filter: z.record(z.string(), z.unknown()),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  rows: z.number().int(),
  total: z.number().int(),
  failure: z.string().optional(),
  createdAt: z.date(),
  finishedAt: z.date().optional(),
  expiresAt: z.date(),
});
const Part = z.object({ bytes: z.object({ buffer: z.instanceof(Uint8Array) }) });

/** Well under the 16 MB of a document. */
const PART = 2 * 1024 * 1024;

/** Exports of tickets and their files; both go by themselves when their time is over. */
export function createExportStore(connection: Connection): ExportRepository {
  const expiring = { fields: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } } as const;
  const jobs = openCollection(connection, {
    name: 'exports',
    indexes: [{ fields: { staffId: 1, createdAt: 1 } }, { fields: { state: 1, createdAt: 1 } }, expiring],
  });
  const parts = openCollection(connection, {
    name: 'export_parts',
    indexes: [{ fields: { exportId: 1, no: 1 } }, expiring],
  });
  return {
    async insert(job) {
      try {
        await jobs.raw.insertOne(toRow(job));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async find(id) {
      const row = await jobs.raw.findOne({ _id: id });
      return row ? fromRow(ExportJob, row) : undefined;
    },
    async of(staffId) {
      const found = await jobs.raw.find({ staffId }).sort({ createdAt: -1 }).limit(50).toArray();
      return found.map((row) => fromRow(ExportJob, row));
    },
    async unfinished() {
      const found = await jobs.raw
        .find({ state: { $in: ['waiting', 'running'] } })
        .sort({ createdAt: 1 })
        .limit(1_000)
        .toArray();
      return found.map((row) => fromRow(ExportJob, row));
    },
    async update(id, change) {
      await jobs.raw.updateOne({ _id: id }, { $set: change });
    },
    async putFile(id, bytes, expiresAt) {
      await parts.raw.deleteMany({ exportId: id });
      for (let no = 0; no * PART < bytes.length; no++)
        await parts.raw.insertOne({
          _id: `${id}.${no}`,
          exportId: id,
          no,
          bytes: bytes.subarray(no * PART, (no + 1) * PART),
          expiresAt,
        });
    },
    async getFile(id) {
      const found = await parts.raw.find({ exportId: id }).sort({ no: 1 }).toArray();
      if (found.length === 0) return undefined;
      return Buffer.concat(found.map((row) => Part.parse(row).bytes.buffer));
    },
  };
}
