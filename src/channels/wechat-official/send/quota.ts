import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';

/** What lets us write to a citizen: their message, or a menu click, a follow, a scan. */
export type GrantKind = keyof typeof GRANTS;

/** 客服消息下发条数 (developers.weixin.qq.com, since June 2023). The shorter one is used up first. */
const GRANTS = {
  action: { ms: 60_000, count: 3 },
  message: { ms: 48 * 3_600_000, count: 5 },
} as const;
const KINDS = ['action', 'message'] as const;

/** Room for one message that has been taken; given back when the message was not sent. */
export interface Slot {
  release(): Promise<void>;
}

/**
 * How many messages each citizen may still be sent, counted as WeChat counts. Every place in a window is a
 * claim in the channel's memory, so that two nodes never count one place twice, and a restart forgets none.
 */
export class ReplyQuota {
  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
  ) {}

  /** Opens a window, or opens it anew; what was done earlier and is told late closes nothing. */
  async grant(citizen: string, kind: GrantKind, at: Date): Promise<void> {
    const known = Granted.safeParse(await this.host.memory.get(this.key(citizen, kind))).data?.at;
    if (known !== undefined && known > at.getTime()) return;
    const remembered = new Date(at.getTime() + REMEMBERED_MS);
    await this.host.memory.set(this.key(citizen, kind), { at: at.getTime() }, remembered);
  }

  /** How many messages there is room for now; undefined of a citizen who was never seen: WeChat is asked. */
  async left(citizen: string): Promise<number | undefined> {
    return (await this.places(citizen))?.length;
  }

  /** Takes room for one message; undefined when there is none. */
  async take(citizen: string): Promise<Slot | undefined> {
    const places = await this.places(citizen);
    if (places === undefined) return { release: async () => {} };
    for (const { key, until } of places) {
      if (await this.host.memory.claim(key, {}, until))
        return { release: () => this.host.memory.delete(key) };
    }
    return undefined;
  }

  /** WeChat says that nothing is left: it knows of messages that we do not. */
  async exhaust(citizen: string): Promise<void> {
    const places = (await this.places(citizen)) ?? [];
    await Promise.all(places.map(({ key, until }) => this.host.memory.claim(key, {}, until)));
  }

  /** Free places of the windows that are open; undefined when none was ever opened. */
  private async places(citizen: string): Promise<{ key: string; until: Date }[] | undefined> {
    const { memory, clock } = this.host;
    const now = clock.now().getTime();
    let known = false;
    const free: { key: string; until: Date }[] = [];
    for (const kind of KINDS) {
      const at = Granted.safeParse(await memory.get(this.key(citizen, kind))).data?.at;
      if (at === undefined) continue;
      known = true;
      const until = new Date(at + GRANTS[kind].ms);
      if (until.getTime() <= now) continue;
      for (let place = 0; place < GRANTS[kind].count; place++) {
        const key = `${this.key(citizen, kind)}/${at}/${place}`;
        if ((await memory.get(key)) === undefined) free.push({ key, until });
      }
    }
    return known ? free : undefined;
  }

  private key(citizen: string, kind: GrantKind): string {
    return `window/${this.account}/${citizen}/${kind}`;
  }
}

/** A window that closed is remembered, so that WeChat is not asked in vain. */
const REMEMBERED_MS = 90 * 24 * 3_600_000;
const Granted = z.object({ at: z.number() });
