import { z } from 'zod';
import type { ChannelMemory } from '../../channel.js';

/**
 * How far a mailbox has been read. Our own high-water mark and not the server's \Seen flag, because staff open
 * the same mailbox in a mail program.
 */
export interface Position {
  /** Nothing that reached the mailbox before this is taken. */
  readonly floor: Date;
  /** What the mark belongs to: a server that restores or recreates a mailbox gives another UIDVALIDITY. */
  readonly mark?: { readonly uidValidity: string; readonly lastUid: number; readonly movedAt: Date };
}

/** The position of one mailbox in the hub's store. */
export class PositionStore {
  private readonly key: string;

  constructor(
    private readonly memory: ChannelMemory,
    account: string,
    mailbox: string,
  ) {
    this.key = `email/position/${account}/${mailbox}`;
  }

  async load(): Promise<Position | undefined> {
    const stored = await this.memory.get(this.key);
    return stored === undefined ? undefined : Stored.parse(stored);
  }

  async save(position: Position): Promise<void> {
    await this.memory.set(this.key, { ...position });
  }
}

const Stored = z.object({
  floor: z.coerce.date(),
  mark: z
    .object({ uidValidity: z.string(), lastUid: z.number().int().nonnegative(), movedAt: z.coerce.date() })
    .optional(),
});
