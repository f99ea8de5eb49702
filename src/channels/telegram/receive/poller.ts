import { createRunner, createSequentialSink, createSource, type RunnerHandle } from '@grammyjs/runner';
import { z } from 'zod';
import type { TelegramApi } from '../api/client.js';
import { TelegramError } from '../api/errors.js';
import { pause } from '../pause.js';

export interface PollerContext {
  api: Pick<TelegramApi, 'updates'>;
  /** Resolves when the update is durable. */
  take(update: unknown): Promise<void>;
  pauseMs(attempt: number): number;
  /** Told what came of each question. */
  report(error: TelegramError | undefined): void;
  /** A store that is away, which is tried again. */
  storeFailed(error: unknown): void;
}

/**
 * Long poll with grammY's runner. Asking for what comes after an update confirms it, so each is made durable
 * before the next question: the runner's own fetcher would confirm a batch that is still being worked on.
 */
export class Poller {
  private readonly stopping = new AbortController();
  private readonly runner: RunnerHandle;
  private offset = 0;

  constructor(private readonly context: PollerContext) {
    const source = createSource<unknown>({ supply: (limit, signal) => this.ask(limit, signal) });
    const sink = createSequentialSink<unknown>(
      { consume: (update) => this.keep(update) },
      async (error: unknown) => context.storeFailed(error),
    );
    this.runner = createRunner(source, sink);
  }

  start(): void {
    this.runner.start();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.runner.isRunning()) await this.runner.stop();
  }

  /** Asks until there is an answer: an API that is away ends nothing. */
  private async ask(limit: number, signal: PollSignal): Promise<unknown[]> {
    for (let attempt = 0; ; attempt++) {
      try {
        const updates = await this.context.api.updates(this.offset, Math.min(limit, MOST_AT_ONCE), signal);
        this.context.report(undefined);
        // A server that does not hold the question would otherwise be asked without a breath.
        if (updates.length === 0) await pause(BREATH_MS, this.stopping.signal);
        return updates;
      } catch (error) {
        if (this.stopping.signal.aborted || !(error instanceof TelegramError)) throw error;
        this.context.report(error);
        await pause(error.retryAfterMs ?? this.context.pauseMs(attempt), this.stopping.signal);
      }
      if (this.stopping.signal.aborted) return [];
    }
  }

  /** Until it is durable: what comes behind would be confirmed together with it. */
  private async keep(update: unknown): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      try {
        await this.context.take(update);
        const { update_id: id } = Numbered.parse(update);
        this.offset = Math.max(this.offset, id + 1);
        return;
      } catch (error) {
        this.context.storeFailed(error);
      }
      await pause(this.context.pauseMs(attempt), this.stopping.signal);
    }
  }
}

type PollSignal = Parameters<TelegramApi['updates']>[2];
/** Telegram numbers everything; what it did not could not be confirmed. */
const Numbered = z.object({ update_id: z.number() }).catch({ update_id: -1 });
const MOST_AT_ONCE = 100;
const BREATH_MS = 50;
