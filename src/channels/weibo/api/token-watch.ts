import type { ChannelHost } from '../../channel.js';
import { pause } from '../pause.js';
import type { WeiboClient } from './client.js';
import { WeiboError } from './errors.js';

interface WatchContext {
  client: Pick<WeiboClient, 'tokenExpiresAt'>;
  log: ChannelHost['log'];
  /** Told when the token ends. */
  ends: (at: Date) => void;
  /** Told how it went; undefined: well. */
  report: (error: unknown) => void;
  pauseMs: (attempt: number) => number;
}

/**
 * Asks Weibo when the token ends, at the start and then every hour, because somebody may have replaced it. An
 * application that may not ask this can still write; then the settings tell the end.
 */
export class TokenWatch {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly context: WatchContext) {}

  start(): void {
    this.running = this.untilStopped();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async untilStopped(): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      const isAnswered = await this.ask();
      failures = isAnswered ? 0 : failures + 1;
      await pause(isAnswered ? EVERY_MS : this.context.pauseMs(failures), signal);
    }
  }

  private async ask(): Promise<boolean> {
    const { client, ends, report, log } = this.context;
    try {
      ends(await client.tokenExpiresAt());
      report(undefined);
      return true;
    } catch (error) {
      const mayNotAsk = error instanceof WeiboError && error.kind === 'rejected';
      log.warn({ err: error }, 'Weibo does not tell when the token ends');
      report(mayNotAsk ? undefined : error);
      return mayNotAsk;
    }
  }
}

const EVERY_MS = 3_600_000;
