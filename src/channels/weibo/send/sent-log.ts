import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';

const Entry = z.object({
  state: z.enum(['sending', 'sent']),
  /**
   * What the last attempt had behind the message's text to make it unique. The text itself is not kept here: it
   * may hold a code or a link that is kept nowhere.
   */
  ending: z.string(),
  /** When that attempt began. */
  at: z.coerce.date(),
  providerId: z.string(),
});
export type Entry = z.infer<typeof Entry>;

/**
 * What became of each outgoing message, by its outbox id. Weibo has no key against sending twice, so it is
 * written down before and after: a message that a dead process was sending is not blindly sent again.
 */
export class SentLog {
  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
  ) {}

  /** Begins an attempt; gives what an earlier one left, if there was one. */
  async begin(id: string): Promise<Entry | undefined> {
    const entry = { state: 'sending', ending: '', at: this.host.clock.now(), providerId: '' };
    if (await this.host.memory.claim(this.key(id), entry, this.until())) return undefined;
    return Entry.parse(await this.host.memory.get(this.key(id)));
  }

  /** Another attempt begins, perhaps with another ending. */
  async again(id: string, ending: string): Promise<void> {
    await this.write(id, { state: 'sending', ending, at: this.host.clock.now(), providerId: '' });
  }

  async sent(id: string, providerId: string): Promise<void> {
    await this.write(id, { state: 'sent', ending: '', at: this.host.clock.now(), providerId });
  }

  /** As if it had never been tried. */
  async forget(id: string): Promise<void> {
    await this.host.memory.delete(this.key(id));
  }

  private async write(id: string, entry: Entry): Promise<void> {
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
