import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';

const Entry = z.object({
  state: z.enum(['sending', 'paused', 'sent']),
  /** How many parts of the message (text, then files) have been sent. */
  done: z.number().int(),
  providerId: z.string(),
});
type Entry = z.infer<typeof Entry>;

/**
 * What became of each outgoing message, by its outbox id. WeChat has no key against sending twice, so it is
 * written down before and after: a message that a dead process was sending is not sent again.
 */
export class SentLog {
  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
  ) {}

  /** Begins, or goes on where it paused; else how an earlier attempt ended, or that it never told. */
  async begin(id: string): Promise<{ type: 'begun'; done: number } | { type: 'known'; entry: Entry }> {
    const first: Entry = { state: 'sending', done: 0, providerId: '' };
    if (await this.host.memory.claim(this.key(id), first, this.until())) return { type: 'begun', done: 0 };
    const entry = Entry.parse(await this.host.memory.get(this.key(id)));
    if (entry.state !== 'paused') return { type: 'known', entry };
    await this.write(id, { ...entry, state: 'sending' });
    return { type: 'begun', done: entry.done };
  }

  async write(id: string, entry: Entry): Promise<void> {
    await this.host.memory.set(this.key(id), entry, this.until());
  }

  /** Longer than the outbox tries. */
  private until(): Date {
    return new Date(this.host.clock.now().getTime() + 7 * 24 * 3_600_000);
  }

  private key(id: string): string {
    return `sent/${this.account}/${id}`;
  }
}
