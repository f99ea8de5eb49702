/** A bell that may ring before anybody waits; `wait` also returns after `ms`. */
export class Bell {
  private rung = false;
  private answer: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.answer?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.answer = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.rung = false;
    this.answer = undefined;
  }
}

/** Pause before attempt `n` (from 0): doubled each time, ±20 % so that mailboxes do not march in step, never over `maxMs`. */
export function backoff(
  n: number,
  firstMs: number,
  maxMs: number,
  random: () => number = Math.random,
): number {
  const pause = Math.min(maxMs, firstMs * 2 ** Math.min(n, 30));
  return Math.min(maxMs, pause * (0.8 + 0.4 * random()));
}
