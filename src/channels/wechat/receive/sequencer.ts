/** What can be put in order: when it was written, and how many were received before it. */
export interface Ordered {
  at: Date;
  seq: number;
}

/**
 * Puts messages in the order in which they were written. Puppets deliver out of order, so each waits a moment
 * for older ones; then they are taken one after another, and the next never before the last is done.
 */
export class Sequencer<T extends Ordered> {
  private waiting: T[] = [];
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly settleMs: number,
    private readonly take: (item: T) => Promise<void>,
  ) {}

  add(item: T): void {
    this.waiting.push(item);
    this.timer ??= setTimeout(() => this.flush(), this.settleMs);
  }

  /** Takes what waits, without waiting any longer. */
  async drain(): Promise<void> {
    this.flush();
    await this.working;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting.sort((a, b) => a.at.getTime() - b.at.getTime() || a.seq - b.seq);
    this.waiting = [];
    this.working = batch.reduce((before, item) => before.then(() => this.take(item)), this.working);
  }
}
