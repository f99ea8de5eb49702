import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { startEmbedded } from '../../src/embedded/start.js';
import { connectStore } from '../../src/store/connect.js';
import { createStores } from '../../src/store/stores.js';
import type { Vault } from '../../src/store/pii/vault.js';
import { testVault } from '../support/vault.js';

export type Stores = Awaited<ReturnType<typeof createStores>>;

/** Every repository of the hub, on an embedded store of the test's own. */
export async function openStores(): Promise<{
  stores: Stores;
  connection: Connection;
  vault: Vault;
  close: () => Promise<void>;
}> {
  const dir = mkdtempSync(join(tmpdir(), 'hub-stores-'));
  const store = await startEmbedded(dir);
  const connection = await connectStore(store.uri);
  const vault = testVault();
  return {
    stores: await createStores(connection, vault),
    connection,
    vault,
    async close() {
      await connection.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
