import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';

const Entry = z.discriminatedUnion('state', [
  z.object({ state: z.literal('sending'), since: z.number() }),
  z.object({ state: z.literal('sent'), providerId: z.string() }),
]);
export type Entry = z.infer<typeof Entry>;

/**
 * What became of each outgoing message, by its outbox id. No provider has a key against sending twice, so it
 * is written down before and after: a message of which nobody knows the end is looked up, not sent again.
 */
export class SentLog {
  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
  ) {}

  /** Undefined when the message has never been begun, and is now. */
  async begin(id: string): Promise<Entry | undefined> {
    const begun: Entry = { state: 'sending', since: this.host.clock.now().getTime() };
    if (await this.host.memory.claim(this.key(id), begun, this.until())) return undefined;
    return Entry.parse(await this.host.memory.get(this.key(id)));
  }

  /** Begins anew a message that the provider was found not to have. */
  async again(id: string): Promise<void> {
    await this.write(id, { state: 'sending', since: this.host.clock.now().getTime() });
  }

  async sent(id: string, providerId: string): Promise<void> {
    await this.write(id, { state: 'sent', providerId });
  }

  /** As if it had never been tried. */
  async forget(id: string): Promise<void> {
    await this.host.memory.delete(this.key(id));
  }

  /** Whether this id of the provider's belongs to the message: equal words to one person are told apart by it. */
  async owns(id: string, providerId: string): Promise<boolean> {
    const key = `provider-id/${this.account}/${providerId}`;
    if (await this.host.memory.claim(key, { id }, this.until())) return true;
    return Owner.parse(await this.host.memory.get(key)).id === id;
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

const Owner = z.object({ id: z.string() }).catch({ id: '' });
