import type { Connection } from 'mongoose';
import { z } from 'zod';
import { isDuplicateKey, openCollection } from './collection.js';
import type { Vault } from './pii/vault.js';

const Entry = z.object({ value: z.record(z.string(), z.unknown()), expiresAt: z.date().optional() });

/** Small durable documents of a channel, by key. */
export interface MemoryStore {
  get(key: string): Promise<Record<string, unknown> | undefined>;
  set(key: string, value: Record<string, unknown>, expiresAt?: Date): Promise<void>;
  claim(key: string, value: Record<string, unknown>, expiresAt?: Date): Promise<boolean>;
  delete(key: string): Promise<void>;
  list(prefix: string, limit: number): Promise<{ key: string; value: Record<string, unknown> }[]>;
}

/** Memories of all channels in one collection, each under its own prefix; the store drops what has expired. */
export function createChannelMemory(connection: Connection, vault: Vault): (channel: string) => MemoryStore {
  const pii = vault.of('channel_memory');
  const rows = openCollection(connection, {
    name: 'channel_memory',
    indexes: [{ fields: { expiresAt: 1 }, options: { expireAfterSeconds: 0, sparse: true } }],
  });
  return (channel) => {
    const idOf = (key: string) => `${channel}:${key}`;
    const sealed = (key: string, value: Record<string, unknown>, expiresAt?: Date) => ({
      value: pii.value(idOf(key), 'value', value),
      expiresAt,
    });
    /** An expired claim that the sweep has not removed yet is free; one of those who ask gets it. */
    const claimExpired = async (key: string, value: Record<string, unknown>, expiresAt?: Date) => {
      const free = { _id: idOf(key), expiresAt: { $lte: new Date() } };
      const { matchedCount } = await rows.raw.replaceOne(free, sealed(key, value, expiresAt));
      return matchedCount === 1;
    };
    return {
      async get(key) {
        const row = await rows.findById(idOf(key)).lean();
        const entry = row ? Entry.parse(pii.open(row)) : undefined;
        // The sweep that removes expired entries runs once a minute; until then they count as gone.
        return entry && (!entry.expiresAt || entry.expiresAt > new Date()) ? entry.value : undefined;
      },
      async set(key, value, expiresAt) {
        await rows.raw.replaceOne({ _id: idOf(key) }, sealed(key, value, expiresAt), { upsert: true });
      },
      async claim(key, value, expiresAt) {
        try {
          await rows.raw.insertOne({ _id: idOf(key), ...sealed(key, value, expiresAt) });
          return true;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          return claimExpired(key, value, expiresAt);
        }
      },
      async delete(key) {
        await rows.deleteOne({ _id: idOf(key) });
      },
      async list(prefix, limit) {
        const range = { $gte: idOf(prefix), $lt: `${idOf(prefix)}\uffff` };
        const live = { $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }] };
        const found = await rows
          .find({ _id: range, ...live })
          .sort({ _id: 1 })
          .limit(limit)
          .lean();
        return found.map((row) => ({
          key: String(row._id).slice(idOf('').length),
          value: Entry.parse(pii.open(row)).value,
        }));
      },
    };
  };
}
