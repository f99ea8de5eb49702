import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { type DestinationStream, pino, type Logger } from 'pino';
import { ConfigError } from './config/problem.js';
import { loadCity } from './config/load-city.js';
import { loadSettings } from './config/load-settings.js';
import type { Settings } from './config/settings.js';
import { HubError } from './core/errors.js';
import { createUnderstand } from './core/language/understand.js';
import type { Understand } from './core/language/understanding.js';
import type { City } from './core/model/city.js';
import { createHub } from './hub.js';
import { connectStore } from './store/connect.js';
import { openStore, type OpenStore } from './store/open.js';

/** Starts the hub as a process: settings, store, hub, and an orderly end. */
async function main(): Promise<void> {
  const settings = loadSettings();
  const city = loadCity(settings.cityDir);
  const log = createLog(settings);
  makeDataDir(settings.dataDir);
  const opening = openStore(settings, (error) => {
    // Without its store the hub can accept nothing; the supervisor starts it again in a second.
    log.fatal({ err: error }, 'the embedded store has stopped');
    process.exit(1);
  });
  // The store opens in a thread of its own; this takes as long.
  const understand = createUnderstand(city);
  const store = await opening;
  try {
    await run({ settings, city, understand, store, log });
  } catch (error) {
    // Gives the data directory free, so that the next try does not find a stale lock.
    await store.close();
    throw error;
  }
}

interface Parts {
  settings: Settings;
  city: City;
  understand: Understand;
  store: OpenStore;
  log: Logger;
}

async function run({ settings, city, understand, store, log }: Parts): Promise<void> {
  const connection = await connectStore(store.uri).catch((error: unknown) => {
    throw store.embedded ? error : storeUnreachable(error);
  });
  const hub = await createHub({
    settings,
    city,
    understand,
    connection,
    log,
    version: version(),
    alone: store.embedded,
  });
  await hub.server.listen({ host: settings.host, port: settings.port }).catch((error: unknown) => {
    throw cannotListen(error, settings);
  });
  // Only once nothing else can fail: a password that was made but not shown is lost for good.
  const admin = await hub.staff.ensureFirstAdmin();
  greet(settings, hub.server.server.address(), city.profile.serviceName, admin);
  await hub.start();

  closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
    if (err) log.fatal({ err }, 'stopping after an error nobody caught');
    await stop(hub, connection, store);
  });
}

async function stop(
  hub: { stop(): Promise<void> },
  connection: { close(): Promise<void> },
  store: OpenStore,
): Promise<void> {
  await hub.stop();
  await connection.close();
  await store.close();
}

function createLog(settings: Settings): Logger {
  const redact = ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token', '*.phone'];
  const options = { level: settings.log.level, redact };
  const stderr: DestinationStream = pino.destination(2);
  return settings.log.pretty
    ? pino({ ...options, transport: { target: 'pino-pretty', options: { destination: 2 } } })
    : pino(options, stderr);
}

function makeDataDir(dir: string): void {
  try {
    makeFolder(dir);
  } catch (error) {
    throw new HubError(
      'bad-input',
      'data-dir',
      `The data directory ${dir} cannot be made: ${reasonOf(error)}.`,
      'Set HUB_DATA_DIR to a directory the hub may write to.',
    );
  }
}

/** Not `recursive: true`: below /proc and the like Node's own loop of "make the parent, try again" never ends. */
function makeFolder(dir: string): void {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(dir) !== dir) makeFolder(dirname(dir));
  mkdirSync(dir, { mode: 0o700 });
}

function storeUnreachable(error: unknown): HubError {
  return new HubError(
    'unreachable',
    'store-unreachable',
    `The MongoDB server does not answer: ${reasonOf(error)}.`,
    'Start it, correct MONGODB_URI, or unset it to use the embedded store.',
  );
}

function cannotListen(error: unknown, { host, port }: Settings): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const at = (problem: string, hint: string) => new HubError('bad-input', 'cannot-listen', problem, hint);
  switch (code) {
    case 'EADDRINUSE':
      return at(`Port ${port} is in use.`, 'Stop the other program, or set PORT to a free one.');
    case 'EACCES':
      return at(`Port ${port} needs rights this user does not have.`, 'Set PORT to one above 1023.');
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return at(`${host} is not an address of this machine.`, 'Set HUB_HOST to one that is, or to 0.0.0.0.');
    default:
      return error;
  }
}

function version(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : 'unknown';
}

function greet(
  settings: Settings,
  address: string | { port: number } | null,
  name: string,
  admin: { login: string; oneTimePassword: string } | undefined,
): void {
  const port = typeof address === 'object' && address ? address.port : settings.port;
  const base = `http://${settings.host}:${port}`;
  const lines = [
    ``,
    `  ${name}`,
    `  citizens   ${base}/`,
    `  staff      ${base}/desk`,
    `  API        ${base}/docs`,
    `  readiness  ${base}/readyz`,
    ...(admin
      ? [
          ``,
          `  first run: sign in as "${admin.login}" with the one-time password  ${admin.oneTimePassword}`,
          `  (shown once; it must be changed at the first sign-in, at the desk or by npx hub login)`,
        ]
      : []),
    ``,
  ];
  process.stdout.write(lines.join('\n') + '\n');
}

/** One sentence for what an operator can mend; the stack only for what they cannot. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof HubError) return `${error.message} ${error.hint}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`hub12345 cannot start: ${explain(error)}\n`);
  process.exit(1);
});
