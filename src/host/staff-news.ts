import type { StaffHint } from '../core/services.js';

/** Tells screens of staff that wait that something moved. Hints only, to who listens at this node. */
export class StaffNews {
  private readonly readers = new Set<(hint: StaffHint) => void>();

  publish(hint: StaffHint): void {
    for (const reader of this.readers) reader(hint);
  }

  /** Returns how to stop. */
  subscribe(onHint: (hint: StaffHint) => void): () => void {
    this.readers.add(onHint);
    return () => void this.readers.delete(onHint);
  }
}
