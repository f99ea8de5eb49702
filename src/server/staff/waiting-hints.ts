import type { StreamedEvent } from './event-stream.js';

/** More than this waiting says no more than "look at everything". */
const MAX_WAITING = 500;
const ALL: StreamedEvent = { event: 'all', data: {} };

/** Hints not yet written: one for each thing, the newest, and not without end for a reader who takes none. */
export class WaitingHints {
  private events = new Map<string, StreamedEvent>([['all', ALL]]);

  /** False when there was nothing to add. */
  add(events: readonly StreamedEvent[]): boolean {
    for (const one of events) this.events.set(`${one.event}:${idOf(one.data)}`, one);
    if (this.events.size > MAX_WAITING) this.events = new Map([['all', ALL]]);
    return events.length > 0;
  }

  take(): StreamedEvent[] {
    const taken = [...this.events.values()];
    this.events = new Map();
    return taken;
  }
}

function idOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : '';
}
