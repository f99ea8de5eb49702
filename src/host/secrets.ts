import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
}
