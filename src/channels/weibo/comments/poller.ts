import { z } from 'zod';
import type { ChannelHost, RawPayload } from '../../channel.js';
import type { WeiboClient } from '../api/client.js';
import { WeiboError } from '../api/errors.js';
import type { CommentsAccount } from '../config.js';
import { backoffMs, pause } from '../pause.js';
import { type Collected, collectNew } from './collect.js';
import { type Feed, FEEDS } from './feeds.js';
import { takeItem } from './intake.js';
import { idOf } from './item.js';

export interface PollerContext {
  host: ChannelHost;
  account: CommentsAccount;
  client: WeiboClient;
  /** Told how each round ended; undefined: well. */
  report: (error: unknown) => void;
}

/**
 * Asks the feeds what is new, round by round: Weibo tells nobody of public comments. A mark per feed says what
 * we have; it moves only when everything below it is durable, so that an outage of any length, of Weibo or
 * of the hub, costs time and no message. On several nodes one of them asks.
 */
export class Poller {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly context: PollerContext) {}

  start(): void {
    this.running = this.untilStopped();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async untilStopped(): Promise<void> {
    for (let failures = 0; !this.stopping.signal.aborted;) {
      let wait = this.intervalMs;
      try {
        if (await this.mayAsk()) await this.ask();
        else wait /= 4;
        failures = 0;
      } catch (error) {
        wait = this.afterFailure(error, failures++);
      }
      await pause(wait, this.stopping.signal);
    }
  }

  private async ask(): Promise<void> {
    try {
      await this.round();
      this.context.report(undefined);
    } catch (error) {
      await this.context.host.memory.delete(this.turnKey);
      throw error;
    }
  }

  /** One turn per interval, whoever takes it; after a crash the next interval has the next turn. */
  private mayAsk(): Promise<boolean> {
    const { memory, clock } = this.context.host;
    return memory.claim(this.turnKey, {}, new Date(clock.now().getTime() + 0.8 * this.intervalMs));
  }

  /** Takes what all feeds have; one that Weibo refuses does not hold up the others. */
  private async round(): Promise<void> {
    const { client } = this.context;
    const collected: { feed: Feed; found: Collected }[] = [];
    let trouble: WeiboError | undefined;
    for (const feed of FEEDS) {
      try {
        const since = { mark: await this.mark(feed), notBefore: await this.beginning() };
        collected.push({ feed, found: await collectNew(client, feed, since) });
      } catch (error) {
        if (!(error instanceof WeiboError)) throw error;
        const isOneFeed = CONCERNS_ONE_FEED.has(error.code);
        trouble ??= isOneFeed ? oneFeed(error, feed) : error;
        if (!isOneFeed) break;
      }
    }
    await this.store(collected);
    if (trouble !== undefined) throw trouble;
  }

  /** In the order in which they were written, whichever feed they came from. */
  private async store(collected: { feed: Feed; found: Collected }[]): Promise<void> {
    const all = collected.flatMap(({ feed, found }) => found.items.map((item) => ({ feed, item })));
    for (const { feed, item } of all.sort((a, b) => compareIds(idOf(a.item), idOf(b.item)))) {
      await this.take(item, feed);
    }
    for (const { feed, found } of collected) {
      if (found.mayHaveGap) await this.tellOfGap(feed, found);
      if (found.top !== undefined) await this.context.host.memory.set(this.markKey(feed), { id: found.top });
    }
  }

  private async take(item: unknown, feed: Feed): Promise<void> {
    const { host, account } = this.context;
    await takeItem(item, feed, rawOf(item, host.clock.now()), { host, account });
  }

  /** Nobody can fetch what Weibo has forgotten, but staff can look on its pages. */
  private async tellOfGap(feed: Feed, { items }: Collected): Promise<void> {
    const { host, account } = this.context;
    const mark = await this.mark(feed);
    const message = `停机过久，“${feed.title}”中更早的内容微博已不再提供，请到微博网页上核对`;
    const raw = rawOf({ feed: feed.name, after: mark, found: items.length }, host.clock.now());
    host.log.error({ feed: feed.name, after: mark }, 'older items of the feed cannot be fetched any more');
    await host.quarantine(raw, { code: 'feed-gap', message, account: account.account });
  }

  private async mark(feed: Feed): Promise<string | undefined> {
    return Mark.safeParse(await this.context.host.memory.get(this.markKey(feed))).data?.id;
  }

  /** When the account was first switched on, less what shall be answered from before. */
  private async beginning(): Promise<Date> {
    const { host, account } = this.context;
    const at = host.clock.now().getTime() - account.lookBackHours * 3_600_000;
    const key = `began/${account.account}`;
    await host.memory.claim(key, { at });
    return new Date(Began.parse(await host.memory.get(key)).at);
  }

  private afterFailure(error: unknown, failures: number): number {
    const { host, account, report } = this.context;
    report(error);
    host.log.warn({ err: error, account: account.account }, 'feeds not read; tried again');
    const told = error instanceof WeiboError ? error : undefined;
    // Another token does not come within seconds.
    const least = told?.kind === 'auth' ? account.retry.maxSeconds * 1000 : (told?.more.retryAfterMs ?? 0);
    return Math.max(backoffMs(account.retry, failures), least);
  }

  private get intervalMs(): number {
    return this.context.account.pollSeconds * 1000;
  }
  private get turnKey(): string {
    return `turn/${this.context.account.account}`;
  }
  private markKey(feed: Feed): string {
    return `mark/${this.context.account.account}/${feed.name}`;
  }
}

/** No permission for the call, or its own hour used up. */
const CONCERNS_ONE_FEED = new Set(['10005', '10014', '10024']);
/** The account as a whole goes on: it is not paused for one feed. */
function oneFeed({ code, message, more }: WeiboError, { title }: Feed): WeiboError {
  return new WeiboError('unreachable', code, `“${title}”读不到：${message}`, more);
}

const Mark = z.object({ id: z.string() });
const Began = z.object({ at: z.number() });

/** Ids of posts and comments are made from the time, by one clock. */
function compareIds(a = '0', b = '0'): number {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function rawOf(item: unknown, receivedAt: Date): RawPayload {
  return { bytes: Buffer.from(JSON.stringify(item)), mime: 'application/json', receivedAt };
}
