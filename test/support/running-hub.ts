import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { pino } from 'pino';
import { loadCity } from '../../src/config/load-city.js';
import { loadSettings } from '../../src/config/load-settings.js';
import type { Settings } from '../../src/config/settings.js';
import type { Clock } from '../../src/core/ports.js';
import { type EmbeddedStore, startEmbedded } from '../../src/embedded/start.js';
import { createHub, type Hub, type HubOptions } from '../../src/hub.js';
import { connectStore } from '../../src/store/connect.js';
import { openVault } from '../../src/store/pii/open-vault.js';
import type { Vault } from '../../src/store/pii/vault.js';

export interface RunningHub {
  hub: Hub;
  base: string;
  connection: Connection;
  vault: Vault;
  store: EmbeddedStore;
  stop(): Promise<void>;
}

/** Settings of the repository, in a directory of the test's own and on a port of the system's choice. */
export function testSettings(dataDir: string, channels: Settings['channels']): Settings {
  const settings = loadSettings({ env: { HUB_DATA_DIR: dataDir, PORT: '0' } });
  return { ...settings, channels };
}

/** The whole hub on an embedded store in a temporary directory; in one that stays, to be started anew on it. */
export async function startHub(
  channels: Settings['channels'] = { web: { enabled: true, debounceMs: 20 } },
  clock?: Clock,
  more: Partial<Settings> = {},
  {
    kept,
    ...parts
  }: Pick<Partial<HubOptions>, 'understand' | 'city'> & { kept?: { dir: string; port?: number } } = {},
): Promise<RunningHub> {
  const dir = kept?.dir ?? mkdtempSync(join(tmpdir(), 'hub-'));
  const settings = { ...testSettings(dir, channels), ...more };
  const store = await startEmbedded(join(dir, 'store'));
  const connection = await connectStore(store.uri);
  const hub = await createHub({
    settings,
    city: loadCity(settings.cityDir),
    connection,
    log: pino({ level: 'silent' }),
    version: 'test',
    alone: true,
    clock,
    ...parts,
  });
  const base = await hub.server.listen({ host: '127.0.0.1', port: kept?.port ?? 0 });
  await hub.start();
  return {
    hub,
    base,
    connection,
    vault: await openVault(connection, settings.keysFile, new Date()),
    store,
    async stop() {
      await hub.stop();
      await connection.close();
      await store.close();
      if (!kept) rmSync(dir, { recursive: true, force: true });
    },
  };
}
