import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../core/errors.js';

/**
 * Keys for signing tokens and thread addresses, one per purpose, from one master secret: the setting when
 * given (every node needs the same), else a file made on the first run. Whoever has it can write into
 * citizens' threads, so the file is readable by the hub's user alone.
 */
export function createSecrets(dataDir: string, configured: string | undefined): (purpose: string) => Buffer {
  const master = configured ? Buffer.from(configured) : ownSecret(join(dataDir, 'secret.key'));
  const known = new Map<string, Buffer>();
  return (purpose) => {
    const key = known.get(purpose) ?? Buffer.from(hkdfSync('sha256', master, 'hub12345', purpose, 32));
    known.set(purpose, key);
    return key;
  };
}

function ownSecret(file: string): Buffer {
  if (!existsSync(file)) makeSecret(file);
  const text = readFileSync(file, 'utf8').trim();
  // Half a key, or an empty file, would be taken without a word, and everybody could make our signatures.
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new HubError(
    'bad-input',
    'secret-damaged',
    `The file ${file} does not hold the hub's secret any more.`,
    'Restore it from a backup; or delete it, and every citizen at the web chat starts a new session.',
  );
}

/** Whole or not at all: a crash while writing must not leave a file that is half a key. */
function makeSecret(file: string): void {
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(fresh, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  renameSync(fresh, file);
}
