import type { Waker } from '../ports.js';
import { VisitQueue } from './visit-queue.js';

export interface WakerTargets {
  visit(conversationId: string): Promise<void>;
  deliver(): Promise<void>;
  onError(what: string, error: unknown): void;
}

interface Waiting {
  timer: NodeJS.Timeout;
  since: number;
}

/** A person who never stops typing is answered after this many quiet times. */
const LONGEST_WAIT = 6;
const BREATH_MS = 5;
/** Those that run at once share commands (`gather`), so fewer make more commands; more make a burst hold up webhooks. */
const MOST_VISITS = 32;

/**
 * Wakes workers inside one process. Each new bubble starts the quiet time again, so that several bubbles
 * are one turn, but not for ever. A lost wake-up costs time, never a message: the sweeper finds it.
 */
export class LocalWaker implements Waker {
  private readonly waiting = new Map<string, Waiting>();
  private readonly visits = new VisitQueue(
    (id) => this.guard(`conversation ${id}`, () => this.targets?.visit(id)),
    MOST_VISITS,
  );
  private readonly running = new Set<Promise<void>>();
  private targets: WakerTargets | undefined;
  private stopped = false;
  private outboxTimer: NodeJS.Timeout | undefined;

  start(targets: WakerTargets): void {
    this.targets = targets;
  }

  conversation(id: string, afterMs = 0): void {
    if (this.stopped) return;
    const before = this.waiting.get(id);
    if (before) clearTimeout(before.timer);
    const since = before?.since ?? performance.now();
    const left = Math.max(0, since + afterMs * LONGEST_WAIT - performance.now());
    const timer = setTimeout(
      () => {
        this.waiting.delete(id);
        this.visits.add(id);
      },
      Math.min(afterMs, left),
    );
    this.waiting.set(id, { timer, since });
  }

  /** Wake-ups in one breath are one pass. A pass that waits for a slow provider does not hold up the next. */
  outbox(): void {
    if (this.stopped) return;
    this.outboxTimer ??= setTimeout(() => {
      this.outboxTimer = undefined;
      const pass = this.guard('outbox', () => this.targets?.deliver());
      this.running.add(pass);
      void pass.then(() => this.running.delete(pass));
    }, BREATH_MS);
  }

  /** Stops waking and waits for what runs. What waited is found again by the sweeper after a restart. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    clearTimeout(this.outboxTimer);
    await this.visits.stop();
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** A failing job is told and stops nobody. */
  private async guard(what: string, job: () => Promise<void> | undefined): Promise<void> {
    try {
      await job();
    } catch (error) {
      this.targets?.onError(what, error);
    }
  }
}
