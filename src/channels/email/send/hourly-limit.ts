/** At most so many in any sixty minutes; a provider that sees more blocks the account. */
export class HourlyLimit {
  private times: number[] = [];

  constructor(
    private readonly perHour: number,
    private readonly clock: { now(): Date },
  ) {}

  /** Counts one, or says in how many ms there is room again. */
  take(): number {
    const now = this.clock.now().getTime();
    this.times = this.times.filter((time) => time > now - HOUR);
    const [oldest] = this.times;
    if (oldest !== undefined && this.times.length >= this.perHour) return oldest + HOUR - now;
    this.times.push(now);
    return 0;
  }
}

const HOUR = 3600_000;
