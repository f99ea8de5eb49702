import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import { loadCity } from '../../src/config/load-city.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { startEmbedded } from '../../src/embedded/start.js';
import { createHub } from '../../src/hub.js';
import { connectStore } from '../../src/store/connect.js';
import { slowRelay } from './slow-store.js';

/** A hub, its embedded store and the slow way between them, in one process that can be killed. */
const [dir = '', delay = '50'] = process.argv.slice(2);
const settings = loadSettings();
const store = await startEmbedded(join(dir, 'store'), { transport: 'tcp' });
const relay = await slowRelay(Number(new URL(store.uri).port), Number(delay));
const uri = new URL(store.uri);
uri.port = String(relay.port);
const hub = await createHub({
  settings: { ...settings, dataDir: dir },
  city: loadCity(settings.cityDir),
  connection: await connectStore(String(uri)),
  log: pino({ level: 'error' }, createWriteStream(join(dir, 'hub.log'))),
  version: 'bench',
  alone: true,
});
await hub.server.listen({ host: '127.0.0.1', port: 0 });
await hub.start();
process.send?.(z.object({ port: z.number() }).parse(hub.server.server.address()).port);
