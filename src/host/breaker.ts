const WINDOW_MS = 30_000;
const FAILURES = 5;
const OPEN_MS = 60_000;
/** While the one probe is under way the others ask again so much later. */
const PROBE_MS = 5_000;

/**
 * Keeps an account from knocking at a provider that is down: five failures within 30 s with no success
 * between them open it for 60 s; then one send tries, and decides for all. Times in ms of any steady clock.
 */
export class CircuitBreaker {
  private failures: number[] = [];
  private openUntil: number | undefined;
  private probing = false;

  get isOpen(): boolean {
    return this.openUntil !== undefined;
  }

  /** 0: send now, and tell what came of it. Else: in how many ms to ask again. */
  enter(now: number): number {
    if (this.openUntil === undefined) return 0;
    if (now < this.openUntil) return this.openUntil - now;
    if (this.probing) return PROBE_MS;
    this.probing = true;
    return 0;
  }

  /** `answered`: the provider works, whatever it said. `neither`: it told us when to come again. */
  leave(result: 'answered' | 'failed' | 'neither', now: number): void {
    const wasProbe = this.probing;
    this.probing = false;
    switch (result) {
      case 'answered':
        this.failures = [];
        this.openUntil = undefined;
        return;
      case 'neither':
        return;
      case 'failed':
        this.failures = [...this.failures.filter((at) => at > now - WINDOW_MS), now];
        if (wasProbe || this.failures.length >= FAILURES) this.openUntil = now + OPEN_MS;
    }
  }
}
