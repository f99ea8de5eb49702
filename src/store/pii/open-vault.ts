import type { Connection } from 'mongoose';
import { z } from 'zod';
import { HubError } from '../../core/errors.js';
import { KeyRing } from './key-ring.js';
import { createVault, type Vault } from './vault.js';

const Known = z.object({ _id: z.string(), check: z.string(), retiredAt: z.date().optional() });
const KEYS = 'data_keys';

/**
 * Opens the key file that fits this store, or makes one for a store that has none yet. The store keeps a
 * check of every key it was written with, so that a missing or wrong file is told at the start and not by
 * the first citizen whose name cannot be read.
 * @throws HubError that names the key and what to do.
 */
export async function openVault(connection: Connection, file: string, now: Date): Promise<Vault> {
  const rows = connection.collection<{ _id: string }>(KEYS);
  const known = z.array(Known).parse(await rows.find({}).toArray());
  const ring = KeyRing.read(file) ?? (known.length === 0 ? KeyRing.make(file, now) : missing(file, known));
  const checks = new Map(ring.checks().map((key) => [key.id, key]));
  const needed = known.filter(({ retiredAt }) => retiredAt === undefined);
  const absent = needed.filter(({ _id }) => !checks.has(_id));
  if (absent.length > 0) missing(file, absent);
  const wrong = known.find(({ _id, check }) => checks.has(_id) && checks.get(_id)?.check !== check);
  if (wrong)
    throw new HubError(
      'bad-input',
      'keys-wrong',
      `The key ${wrong._id} in ${file} is not the one this store was written with.`,
      'Put back the key file that belongs to this store, from its own backup.',
    );
  await rememberKeys(connection, ring, now);
  return createVault(ring);
}

/** Has the store know every key of the ring: before the first row is written with it. */
export async function rememberKeys(connection: Connection, ring: KeyRing, now: Date): Promise<void> {
  const rows = connection.collection<{ _id: string }>(KEYS);
  for (const { id, purpose, check } of ring.checks())
    await rows.updateOne({ _id: id }, { $setOnInsert: { purpose, check, since: now } }, { upsert: true });
}

/** The store can be read without these keys from now on. */
export async function forgetKeys(connection: Connection, ids: readonly string[], now: Date): Promise<void> {
  const rows = connection.collection<{ _id: string }>(KEYS);
  await rows.updateMany({ _id: { $in: [...ids] } }, { $set: { retiredAt: now } });
}

function missing(file: string, keys: readonly { _id: string }[]): never {
  throw new HubError(
    'bad-input',
    'keys-missing',
    `The store was written with ${keys.map(({ _id }) => _id).join(', ')}, which ${file} does not hold.`,
    'Restore the key file from its backup, or name it in HUB_KEYS_FILE. Without it nothing personal can be read.',
  );
}
