import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, test } from '@jest/globals';
import { MongoClient, type Db } from 'mongodb';
import { startEmbedded } from '../../../src/embedded/start.js';
import { FERRETDB_DIFFERENCES } from './differences.js';

/**
 * The server the scenarios run against: the one in MONGODB_URI, else an embedded store started for the file. Every
 * test file has a database of its own.
 */
export interface Server {
  uri: string;
  db: Db;
  /** Differences from the embedded store that are known of this server, by scenario name. */
  differences: ReadonlyMap<string, string>;
}

export async function openServer(): Promise<Server> {
  const { uri, stop } = await address();
  const client = new MongoClient(uri);
  const db = client.db(`scenario_${randomBytes(4).toString('hex')}`);
  const { ferretdbVersion } = await db.admin().command({ buildInfo: 1 });
  afterAll(async () => {
    await db.dropDatabase();
    await client.close();
    await stop();
  });
  const isFerret = typeof ferretdbVersion === 'string' || process.env['SCENARIO_SERVER'] === 'ferretdb';
  return { uri, db, differences: isFerret ? FERRETDB_DIFFERENCES : new Map() };
}

/**
 * A scenario. Where a server is known to differ, the scenario must fail there: a difference that is gone has to leave
 * the list.
 */
export function scenario({ differences }: Server, name: string, run: () => Promise<void>): void {
  const why = differences.get(name);
  if (why === undefined) {
    test(name, run);
    return;
  }
  test(`${name} [differs: ${why}]`, async () => {
    const outcome = await run().then(
      () => 'passes',
      () => 'differs',
    );
    if (outcome === 'passes') throw new Error(`'${name}' no longer differs: take it off the list`);
  });
}

async function address(): Promise<{ uri: string; stop: () => Promise<void> }> {
  const uri = process.env['MONGODB_URI'];
  if (uri !== undefined && uri !== '') return { uri, stop: () => Promise.resolve() };
  const dir = await mkdtemp(join(tmpdir(), 'scenario-'));
  const store = await startEmbedded(dir);
  return {
    uri: store.uri,
    stop: async () => {
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
