import { maxTimeExpired } from './errors.js';

/** How long a scan may hold the thread before other commands get their turn. */
const SLICE_MS = 5;
/** Looking at the clock costs more than looking at a document. */
const STEPS_PER_LOOK = 64;

/** The time an operation has, and the slices it takes it in. */
export class Deadline {
  private readonly end: number;
  private sliceEnd = performance.now() + SLICE_MS;
  private steps = 0;

  /** `maxTimeMS` as the client sent it; 0 means no limit. */
  constructor(maxTimeMS = 0) {
    this.end = maxTimeMS > 0 ? performance.now() + maxTimeMS : Infinity;
  }

  /** Counts one step; true when the slice is used up and {@link nextSlice} is due. Fails with 50 when the time is over. */
  step(): boolean {
    if (++this.steps % STEPS_PER_LOOK !== 0) return false;
    const now = performance.now();
    if (now > this.end) throw maxTimeExpired();
    return now > this.sliceEnd;
  }

  /** Lets the other commands run. */
  async nextSlice(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.check();
    this.sliceEnd = performance.now() + SLICE_MS;
  }

  /** Fails with 50 when the time is over. */
  check(): void {
    if (performance.now() > this.end) throw maxTimeExpired();
  }
}
