import { z } from 'zod';
import type { StoredOutbound } from '../../../core/model/message.js';
import type { ChannelHost } from '../../channel.js';

/**
 * Messages of which a citizen has seen only the template: the whole of them is sent when they write again,
 * because a template shows twenty characters and no picture.
 */
export class OwedMessages {
  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'findOutbound' | 'clock'>,
    private readonly account: string,
  ) {}

  async add(citizen: string, id: string): Promise<void> {
    const ids = await this.ids(citizen);
    if (!ids.includes(id)) await this.write(citizen, [...ids, id].slice(-MOST));
  }

  /** Oldest first. */
  async of(citizen: string): Promise<StoredOutbound[]> {
    const found = (await this.ids(citizen)).map((id) => this.host.findOutbound(id));
    return (await Promise.all(found)).filter((message) => message !== undefined);
  }

  async settle(citizen: string, id: string): Promise<void> {
    await this.write(
      citizen,
      (await this.ids(citizen)).filter((other) => other !== id),
    );
  }

  private async ids(citizen: string): Promise<string[]> {
    return Owed.safeParse(await this.host.memory.get(this.key(citizen))).data?.ids ?? [];
  }

  private async write(citizen: string, ids: string[]): Promise<void> {
    const until = new Date(this.host.clock.now().getTime() + KEPT_MS);
    if (ids.length === 0) await this.host.memory.delete(this.key(citizen));
    else await this.host.memory.set(this.key(citizen), { ids }, until);
  }

  private key(citizen: string): string {
    return `owed/${this.account}/${citizen}`;
  }
}

/** More than this nobody wants to read at once; the ticket has it all. */
const MOST = 3;
const KEPT_MS = 30 * 24 * 3_600_000;
const Owed = z.object({ ids: z.array(z.string()) });
