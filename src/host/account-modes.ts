import { z } from 'zod';
import type { AccountMode } from '../core/delivery/channel-operations.js';
import type { MemoryStore } from '../store/channel-memory.js';

const Stored = z.object({ mode: z.enum(['on', 'paused', 'drained']) });

/** What administrators made of the accounts, by name; it survives restarts. */
export class AccountModes {
  constructor(private readonly memory: MemoryStore) {}

  async of(account: string): Promise<AccountMode> {
    const stored = await this.memory.get(account);
    return stored === undefined ? 'on' : Stored.parse(stored).mode;
  }

  async set(account: string, mode: AccountMode): Promise<void> {
    if (mode === 'on') await this.memory.delete(account);
    else await this.memory.set(account, { mode });
  }
}
