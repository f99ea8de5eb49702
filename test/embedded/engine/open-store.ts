import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Db } from 'mongodb';
import { startEmbedded, type EmbeddedStore, type StartOptions } from '../../../src/embedded/start.js';

/** A store in a directory of its own, with a connected driver. */
export interface OpenStore {
  dir: string;
  store: EmbeddedStore;
  client: MongoClient;
  db: Db;
  /** Closes it and starts it again on the same directory. */
  reopen(): Promise<void>;
  /** Closes it and removes the directory. */
  close(): Promise<void>;
}

export async function openStore(options?: StartOptions): Promise<OpenStore> {
  const dir = await temporaryDirectory();
  const open: OpenStore = {
    ...(await connect(dir, options)),
    dir,
    async reopen() {
      await open.client.close();
      await open.store.close();
      Object.assign(open, await connect(dir, options));
    },
    async close() {
      await open.client.close();
      await open.store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return open;
}

export function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'engine-'));
}

async function connect(
  dir: string,
  options?: StartOptions,
): Promise<Pick<OpenStore, 'store' | 'client' | 'db'>> {
  const store = await startEmbedded(dir, options);
  const client = await new MongoClient(store.uri).connect();
  return { store, client, db: client.db() };
}
