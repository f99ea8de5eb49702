import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing } from '../../src/store/pii/key-ring.js';
import { createVault, type Vault } from '../../src/store/pii/vault.js';

/** A vault with keys of the test's own. */
export function testVault(): Vault {
  const dir = mkdtempSync(join(tmpdir(), 'hub-keys-'));
  return createVault(KeyRing.make(join(dir, 'keys.json'), new Date()));
}
