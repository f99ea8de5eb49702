import type { Cursors } from './cursors.js';
import { Deadline } from './deadline.js';
import { idPrefix } from './catalog.js';
import { modifyMany } from './modify.js';
import { successor } from './bson-order.js';
import type { Entry } from './kv.js';
import type { Store } from './store.js';

/** MongoDB removes expired documents once a minute too. */
const PERIOD_MS = 60_000;
/** Keys removed in one job. */
const KEYS_PER_JOB = 500;

/** What the store does by itself: expired documents, keys of dropped collections, forgotten cursors. */
export class Housekeeping {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly store: Store,
    private readonly cursors: Cursors,
    private readonly now: () => Date = () => new Date(),
  ) {}

  start(periodMs = PERIOD_MS): void {
    this.timer = setTimeout(() => {
      this.running = this.round().finally(() => {
        if (!this.stopped) this.start(periodMs);
      });
    }, periodMs);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  async round(): Promise<void> {
    this.cursors.closeIdle();
    await this.removeExpired();
    await this.removeGarbage();
  }

  /** A document expires by the date at its TTL index, or by the earliest of several; without a date it never does. */
  private async removeExpired(): Promise<void> {
    for (const collection of this.store.catalog.all()) {
      for (const index of collection.indexes) {
        const [path] = index.paths;
        if (index.expireAfterSeconds === undefined || path === undefined || this.stopped) continue;
        const before = new Date(this.now().getTime() - index.expireAfterSeconds * 1000);
        const query = { filter: { [path]: { $lt: before } }, hint: index.name };
        await modifyMany(
          this.store,
          collection.namespace,
          { query, change: { type: 'remove' } },
          new Deadline(),
          () => undefined,
        );
      }
    }
  }

  private async removeGarbage(): Promise<void> {
    for (const id of this.store.catalog.garbage()) {
      let isGone = false;
      while (!isGone && !this.stopped) isGone = await this.store.kv.write(() => this.removeSome(id));
    }
  }

  /** Removes some keys of an id; true when none is left. */
  private removeSome(id: number): boolean {
    const { kv, catalog } = this.store;
    const prefix = idPrefix(id);
    const entries: Entry[] = [];
    for (const entry of kv.range({ gte: prefix, lt: successor(prefix) })) {
      if (entries.push(entry) === KEYS_PER_JOB) break;
    }
    for (const { key, value } of entries) kv.del(key, value);
    const isGone = entries.length < KEYS_PER_JOB;
    if (isGone) catalog.garbageRemoved(id);
    return isGone;
  }
}
