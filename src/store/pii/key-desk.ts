import type { Connection } from 'mongoose';
import type { Audit } from '../../core/audit/event.js';
import type { Clock } from '../../core/ports.js';
import type { KeyInfo } from './key-ring.js';
import { rememberKeys } from './open-vault.js';
import { createReencrypt, type ReencryptState } from './reencrypt.js';
import type { Vault } from './vault.js';

/** Keys of personal data as administrators work with them, while the hub runs. */
export interface KeyDesk {
  list(): KeyInfo[];
  /** A new key, under which all is sealed from now on; what is there waits for `reencrypt`. */
  rotate(): Promise<KeyInfo>;
  /** Begins, or says how far it is: it works on by itself, also over a restart. */
  reencrypt(): Promise<void>;
  state(): Promise<ReencryptState | undefined>;
  /** Goes on with what a stop or a crash interrupted. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createKeyDesk(deps: {
  connection: Connection;
  vault: Vault;
  audit: Audit;
  clock: Clock;
  onError(what: string, error: unknown): void;
}): KeyDesk {
  const { connection, vault, audit, clock } = deps;
  const job = createReencrypt(connection, vault, () => clock.now());

  async function work(): Promise<void> {
    const { key, looked, changed, finishedAt } = await job.run();
    if (finishedAt === undefined) return;
    await audit.record({
      actor: { type: 'hub', id: 'hub' },
      action: 'keys.reencrypted',
      object: { type: 'key', id: key },
      detail: { looked, changed },
      outcome: 'done',
    });
  }
  const inBackground = () => void work().catch((error: unknown) => deps.onError('reencrypt', error));

  return {
    list: () => vault.ring.list(),
    async rotate() {
      const made = vault.ring.rotate(clock.now());
      await rememberKeys(connection, vault.ring, clock.now());
      return made;
    },
    async reencrypt() {
      inBackground();
    },
    state: () => job.state(),
    async start() {
      const state = await job.state();
      if (state && state.finishedAt === undefined) inBackground();
    },
    stop: () => job.stop(),
  };
}
