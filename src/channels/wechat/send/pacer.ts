export interface PacerOptions {
  minMs: number;
  maxMs: number;
  perMinute: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** Uniform in [0,1). */
  random(): number;
}

/**
 * Gives each message its time, as a person would write: a pause before each, never many in a minute. WeChat
 * closes accounts that write like machines. The times are given out in the order in which they are asked for.
 */
export class Pacer {
  /** When the last messages went or will go, oldest first. */
  private times: number[] = [];

  constructor(private readonly options: PacerOptions) {}

  /**
   * How long to wait before sending; or, when it would be longer than the outbox holds a message for us,
   * after how long to ask again.
   */
  next(): { type: 'go'; afterMs: number } | { type: 'later'; afterMs: number } {
    const { minMs, maxMs, perMinute } = this.options;
    const now = this.options.now();
    const pause = minMs + this.options.random() * (maxMs - minMs);
    const first = this.times.at(-perMinute);
    const at = Math.max(
      Math.max(now, this.times.at(-1) ?? 0) + pause,
      first === undefined ? 0 : first + MINUTE_MS,
    );
    if (at - now > LONGEST_WAIT_MS) return { type: 'later', afterMs: at - now };
    this.times = [...this.times, at].slice(-perMinute);
    return { type: 'go', afterMs: at - now };
  }
}

const MINUTE_MS = 60_000;
/** Half of what the outbox leases a message for: a longer wait would look like a process that died. */
const LONGEST_WAIT_MS = 60_000;
