import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { Row } from '../collection.js';
import { isEnvelope, keyIdOf } from './envelope.js';
import { SEALED } from './field-map.js';
import { forgetKeys } from './open-vault.js';
import { isNothing, type Vault } from './vault.js';

/** Where the work stands. Kept in the store after every batch: whoever starts again goes on from there. */
export const ReencryptState = z.object({
  /** The key under which everything is to be when it is done. */
  key: z.string(),
  collection: z.string(),
  /** The last row looked at. */
  after: z.string(),
  looked: z.number(),
  changed: z.number(),
  /** Rows changed in this pass; a pass that changes none is the proof that no row carries another key. */
  changedInPass: z.number(),
  startedAt: z.date(),
  finishedAt: z.date().optional(),
});
export type ReencryptState = z.infer<typeof ReencryptState>;

const STATE = 'reencrypt';
const BATCH = 200;
const NAMES = Object.keys(SEALED);

export interface Reencrypt {
  state(): Promise<ReencryptState | undefined>;
  /** Starts, or goes on with, sealing every row under the current key. One at a time. */
  run(): Promise<ReencryptState>;
  /** After the batch that is under way. */
  stop(): Promise<void>;
}

/**
 * Seals every row under the current key, plain ones from before too, and then retires the other keys. It
 * works beside everything else: a field is replaced only while it is still the one that was read, and whoever
 * writes meanwhile writes under the current key.
 */
export function createReencrypt(connection: Connection, vault: Vault, now: () => Date): Reencrypt {
  const states = connection.collection<{ _id: string }>('jobs');
  let running: Promise<ReencryptState> | undefined;
  let stopped = false;

  const load = async () => {
    const row = await states.findOne({ _id: STATE });
    return row ? ReencryptState.parse(row) : undefined;
  };
  const save = async (state: ReencryptState) => {
    await states.replaceOne({ _id: STATE }, state, { upsert: true });
    return state;
  };

  async function work(): Promise<ReencryptState> {
    const known = await load();
    const key = vault.ring.current.id;
    const goesOn = known?.key === key && known.finishedAt === undefined;
    let state = goesOn ? known : beginning(key, now());
    while (!stopped) {
      const name = state.collection;
      const rows = await connection
        .collection<{ _id: string }>(name)
        .find({ _id: { $gt: state.after } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray();
      let changed = 0;
      for (const row of rows) if (await sealAnew(connection, vault, name, row)) changed++;
      state = {
        ...state,
        after: rows.at(-1)?._id ?? state.after,
        looked: state.looked + rows.length,
        changed: state.changed + changed,
        changedInPass: state.changedInPass + changed,
      };
      if (rows.length < BATCH) {
        const next = NAMES[NAMES.indexOf(name) + 1];
        if (next !== undefined) state = { ...state, collection: next, after: '' };
        else if (state.changedInPass > 0) state = { ...state, ...FIRST, changedInPass: 0 };
        else return finish(state);
      }
      await save(state);
    }
    return state;
  }

  async function finish(state: ReencryptState): Promise<ReencryptState> {
    const others = vault.ring.list().filter(({ current, retiredAt }) => !current && retiredAt === undefined);
    // Not one that became current while the last pass ran: its rows were not looked for.
    if (state.key === vault.ring.current.id && others.length > 0) {
      const ids = others.map(({ id }) => id);
      vault.ring.retire(ids, now());
      await forgetKeys(connection, ids, now());
    }
    return save({ ...state, finishedAt: now() });
  }

  return {
    state: load,
    run() {
      stopped = false;
      running ??= work().finally(() => (running = undefined));
      return running;
    },
    async stop() {
      stopped = true;
      await running?.catch(() => undefined);
    },
  };
}

const FIRST = { collection: NAMES[0] ?? '', after: '' };

function beginning(key: string, startedAt: Date): ReencryptState {
  return { key, ...FIRST, looked: 0, changed: 0, changedInPass: 0, startedAt };
}

/** True when something of the row was still plain, or under another key, or wrong beside. */
async function sealAnew(connection: Connection, vault: Vault, name: string, row: Row): Promise<boolean> {
  const rules = SEALED[name];
  if (!rules) return false;
  const current = vault.ring.current.id;
  const stale = (value: unknown) => (isEnvelope(value) ? keyIdOf(value) !== current : !isNothing(value));
  const pii = vault.of(name);
  const plain = pii.open(row);
  const was: Record<string, unknown> = {};
  const set: Record<string, unknown> = {};
  for (const { path, each } of rules.fieldsOf(plain)) {
    for (const { field, stored, value, place } of valuesOf(row, plain, path, each)) {
      if (!stale(stored)) continue;
      was[field] = stored;
      set[field] = pii.value(row._id, place.field, value, place.element);
    }
  }
  const beside = rules.beside?.(plain, vault.blind) ?? {};
  for (const [field, value] of Object.entries(beside))
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(row[field])) set[field] = value;
  if (Object.keys(set).length === 0) return false;
  const version = 'version' in row ? { version: row['version'] } : {};
  await connection
    .collection<{ _id: string }>(name)
    .updateOne({ _id: row._id, ...version, ...was }, { $set: set });
  // Whether or not somebody else wrote meanwhile: the next pass looks again.
  return true;
}

interface Place {
  field: string;
  element?: string;
}

function valuesOf(
  row: Row,
  plain: Row,
  path: readonly string[],
  each: string | undefined,
): { field: string; stored: unknown; value: unknown; place: Place }[] {
  const field = path.join('.');
  const [stored, value] = [at(row, path), at(plain, path)];
  if (each === undefined) return [{ field, stored, value, place: { field } }];
  if (!Array.isArray(stored) || !Array.isArray(value)) return [];
  const items: unknown[] = stored;
  return items.map((item, i) => ({
    field: `${field}.${i}.${each}`,
    stored: at(item, [each]),
    value: at(value[i], [each]),
    place: { field: `${field}.${each}`, element: String(at(item, ['id'])) },
  }));
}

function at(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (typeof value !== 'object' || value === null || isEnvelope(value)) return undefined;
  return at(Object.entries(value).find(([name]) => name === key)?.[1], rest);
}
