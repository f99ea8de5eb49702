/** Lets only so many pass at a time; the others wait in the order in which they came. */
export class Turnstile {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Who waits gets this place itself, so that nobody slips in between.
      if (next) next();
      else this.free++;
    }
  }
}
