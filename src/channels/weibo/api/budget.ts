import type { ChannelHost } from '../../channel.js';
import { type Closes, untilNextHour, WeiboError } from './errors.js';

/** Reading feeds and writing replies are counted apart, so that a busy day of reading never costs an answer. */
export type CallKind = 'read' | 'reply';

/** How many calls of each kind an account makes in one hour of the clock. */
export type HourlyLimits = Readonly<Record<CallKind, number>>;

/**
 * The rate that Weibo allows an account, kept before Weibo has to refuse: an application that knocks on in
 * a closed hour is shut out for longer. Every call is a claim in the channel's memory, so that two nodes never
 * count one place twice and a restart forgets none.
 */
export class HourlyBudget {
  private hour = 0;
  private readonly used: Record<CallKind, number> = { read: 0, reply: 0 };

  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
    private readonly limits: HourlyLimits,
  ) {}

  /** @throws WeiboError `unreachable` with the time until the next hour, when nothing is left of this one. */
  async take(kind: CallKind): Promise<void> {
    const { memory, clock } = this.host;
    const now = clock.now();
    this.turn(now);
    const isClosed = (await memory.get(this.closedKey(kind))) !== undefined;
    while (!isClosed && this.used[kind] < this.limits[kind]) {
      const key = `calls/${this.account}/${kind}/${this.hour}/${this.used[kind]++}`;
      if (await memory.claim(key, {}, new Date(now.getTime() + untilNextHour(now)))) return;
    }
    const retryAfterMs = untilNextHour(now);
    throw new WeiboError('unreachable', 'hour-used-up', '微博这一小时的调用次数已用完，下一小时自动继续', {
      retryAfterMs,
    });
  }

  /** Weibo says that the hour is used up: it knows of calls that we did not make here. */
  async close(kind: CallKind, what: Closes): Promise<void> {
    const now = this.host.clock.now();
    const until = new Date(now.getTime() + untilNextHour(now));
    const kinds: readonly CallKind[] = what === 'all' ? ['read', 'reply'] : [kind];
    for (const each of kinds) await this.host.memory.set(this.closedKey(each), {}, until);
  }

  /** As far as this process knows; other nodes may have used more. */
  left(kind: CallKind): number {
    this.turn(this.host.clock.now());
    return this.limits[kind] - this.used[kind];
  }

  private turn(now: Date): void {
    const hour = Math.floor(now.getTime() / 3_600_000);
    if (hour === this.hour) return;
    this.hour = hour;
    this.used.read = 0;
    this.used.reply = 0;
  }

  private closedKey(kind: CallKind): string {
    return `closed/${this.account}/${kind}`;
  }
}
