import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';

/**
 * What lets us write to a citizen: something they did to us (any number of messages), or our name in their post
 * (one message). Both for 48 hours (open.weibo.com/wiki/2/messages/reply).
 */
export type GrantKind = 'action' | 'mention';

/** Room for one message. `unknown`: never seen here, so Weibo is asked. */
export type Room =
  { type: 'open' | 'closed' | 'left' | 'unknown' } | { type: 'once'; release: () => Promise<void> };

/** To whom we may write, for how long, and who does not want it. */
export class Windows {
  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
  ) {}

  /** Opens a window, or opens it anew. Whoever writes has come back. */
  async grant(citizen: string, kind: GrantKind, at: Date): Promise<void> {
    const known = await this.openedAt(citizen, kind);
    const remembered = new Date(at.getTime() + REMEMBERED_MS);
    // A push that was late must not shorten what a newer one opened.
    if (known === undefined || known < at.getTime()) {
      await this.host.memory.set(this.key(citizen, kind), { at: at.getTime() }, remembered);
    }
    if (kind === 'action') await this.host.memory.delete(this.leftKey(citizen));
  }

  async leave(citizen: string): Promise<void> {
    await this.host.memory.set(this.leftKey(citizen), {});
  }

  /** Takes room for one message; `once` has to be given back when the message was not sent. */
  async take(citizen: string): Promise<Room> {
    const { memory, clock } = this.host;
    if ((await memory.get(this.leftKey(citizen))) !== undefined) return { type: 'left' };
    const now = clock.now().getTime();
    const action = await this.openedAt(citizen, 'action');
    if (action !== undefined && now < action + WINDOW_MS) return { type: 'open' };
    const mention = await this.openedAt(citizen, 'mention');
    if (mention !== undefined && now < mention + WINDOW_MS) {
      const key = `${this.key(citizen, 'mention')}/${mention}`;
      const isFree = await memory.claim(key, {}, new Date(mention + WINDOW_MS));
      if (isFree) return { type: 'once', release: () => memory.delete(key) };
    }
    return { type: action === undefined && mention === undefined ? 'unknown' : 'closed' };
  }

  private async openedAt(citizen: string, kind: GrantKind): Promise<number | undefined> {
    return Opened.safeParse(await this.host.memory.get(this.key(citizen, kind))).data?.at;
  }

  private key(citizen: string, kind: GrantKind): string {
    return `window/${this.account}/${citizen}/${kind}`;
  }
  private leftKey(citizen: string): string {
    return `left/${this.account}/${citizen}`;
  }
}

const WINDOW_MS = 48 * 3_600_000;
/** A window that closed is remembered, so that Weibo is not asked in vain. */
const REMEMBERED_MS = 90 * 24 * 3_600_000;
const Opened = z.object({ at: z.number() });
