import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';
import { pauseMs, type Retry } from '../retry.js';
import { Turnstile } from './turnstile.js';

const Pushed = z.object({ body: z.string(), receivedAt: z.coerce.date() });
/** A call-back of a provider, as it came. */
export type Pushed = z.infer<typeof Pushed>;

export interface BacklogWork {
  /** The account: no two backlogs share a name. */
  name: string;
  /** What must keep its order: a call-back waits for the earlier ones that share a lane with it, and for no other. */
  lanesOf(pushed: Pushed): readonly string[];
  /** `later`: tried again. So is whatever it throws; doing it again must change nothing. */
  work(pushed: Pushed, attempt: number): Promise<'done' | 'later'>;
  /** What may be done once it can never be worked on again; a crash may leave it out. */
  tidy?(pushed: Pushed): Promise<void>;
}

/** Enough to keep the store busy: after an outage thousands may lie here, and webhooks go before them. */
const MOST_AT_ONCE = 16;

/**
 * Call-backs that cannot be worked on while the provider waits: put here in one write, done afterwards,
 * tried until they are done. What a crash leaves is found at the next start.
 */
export class Backlog {
  private readonly running = new Map<string, Promise<void>>();
  /** The latest call-back of each lane. */
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly turnstile = new Turnstile(MOST_AT_ONCE);
  private readonly stopping = new AbortController();
  private readonly prefix: string;

  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'ids' | 'log'>,
    private readonly retry: Retry,
    private readonly what: BacklogWork,
  ) {
    this.prefix = `inbox/${what.name}/`;
  }

  async resume(): Promise<void> {
    for (const { key, value } of await this.host.memory.list(this.prefix, 10_000)) {
      const pushed = Pushed.safeParse(value).data;
      if (pushed) this.begin(key, pushed);
    }
  }

  /** Durable when it resolves. */
  async put(pushed: Pushed): Promise<void> {
    // Rising ids keep the order over a restart.
    const key = this.prefix + this.host.ids.next();
    await this.host.memory.set(key, { ...pushed });
    this.begin(key, pushed);
  }

  /** Lets work on its way end; what waits stays for the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running.values());
  }

  private begin(key: string, pushed: Pushed): void {
    if (this.running.has(key) || this.stopping.signal.aborted) return;
    const lanes = this.what.lanesOf(pushed);
    const before = lanes.flatMap((lane) => this.lanes.get(lane) ?? []);
    const job = Promise.all(before)
      .then(() => this.untilDone(key, pushed))
      .finally(() => this.leave(key, lanes, job));
    this.running.set(key, job);
    for (const lane of lanes) this.lanes.set(lane, job);
  }

  private leave(key: string, lanes: readonly string[], job: Promise<void>): void {
    this.running.delete(key);
    for (const lane of lanes) if (this.lanes.get(lane) === job) this.lanes.delete(lane);
  }

  private async untilDone(key: string, pushed: Pushed): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      try {
        if ((await this.turnstile.pass(() => this.attempt(key, pushed, attempt))) === 'done') return;
      } catch (error) {
        this.host.log.error({ err: error }, 'a text message waits in the inbox; tried again');
      }
      // Outside the turnstile: what has to wait must not keep others from their turn.
      await pause(pauseMs(this.retry, attempt), this.stopping.signal);
    }
  }

  private async attempt(key: string, pushed: Pushed, attempt: number): Promise<'done' | 'later'> {
    if (this.stopping.signal.aborted) return 'later';
    const outcome = await this.what.work(pushed, attempt);
    if (outcome === 'later') return outcome;
    await this.host.memory.delete(key);
    await this.what.tidy?.(pushed);
    return outcome;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
    if (signal.aborted) finish();
  });
}
