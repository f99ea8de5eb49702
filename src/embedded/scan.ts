import { decode } from './codec.js';
import { indexEntries } from './index-entries.js';
import type { Catalog, Collection } from './catalog.js';
import type { Entry, KeyRange, Kv } from './kv.js';
import type { Plan } from './planner.js';
import type { Document } from './document.js';

/** A stored document met by a scan. */
export interface Hit {
  /** The encoded `_id`: the document's key without its collection's prefix. */
  readonly idKey: Buffer;
  readonly raw: Buffer;
  /** `raw` decoded, when somebody needed it. */
  doc?: Document;
}

/**
 * Walks a plan's keys one by one. Holds nothing of the store between slices but the key it stands at, so a cursor may
 * wait for minutes: after {@link pause}, the walk goes on behind that key with whatever is stored by then.
 */
export class Scan {
  private rangeAt = 0;
  private pointAt = 0;
  private lastKey: Buffer | undefined;
  private entries: Iterator<Entry> | undefined;

  constructor(
    private readonly kv: Kv,
    private readonly collection: Collection,
    private readonly plan: Plan,
  ) {}

  next(): Hit | undefined {
    return this.plan.points ? this.nextPoint(this.plan.points) : this.nextEntry();
  }

  /** To be called before the thread is given away. */
  pause(): void {
    this.entries?.return?.();
    this.entries = undefined;
  }

  private nextPoint(points: readonly Buffer[]): Hit | undefined {
    while (this.pointAt < points.length) {
      const key = points[this.pointAt++];
      const raw = key && this.kv.get(key);
      if (raw) return { idKey: key.subarray(4), raw };
    }
    return undefined;
  }

  private nextEntry(): Hit | undefined {
    for (;;) {
      const range = this.plan.ranges[this.rangeAt];
      if (!range) return undefined;
      this.entries ??= this.kv.range({ ...this.rest(range), reverse: this.plan.reverse })[Symbol.iterator]();
      const next = this.entries.next();
      if (next.done) {
        this.entries = undefined;
        this.lastKey = undefined;
        this.rangeAt++;
        continue;
      }
      this.lastKey = next.value.key;
      const hit = this.read(next.value);
      if (hit) return hit;
    }
  }

  private rest(range: KeyRange): KeyRange {
    if (!this.lastKey) return range;
    return this.plan.reverse
      ? { gte: range.gte, lt: this.lastKey }
      : { gte: Buffer.concat([this.lastKey, Buffer.alloc(1)]), lt: range.lt };
  }

  private read({ key, value }: Entry): Hit | undefined {
    const { index } = this.plan;
    if (!index) return { idKey: key.subarray(4), raw: value };
    const raw = this.kv.get(Buffer.concat([this.collection.prefix, value]));
    if (!raw) return undefined;
    const hit: Hit = { idKey: value, raw };
    if (index.multikey && !this.isFirstEntry(key, hit)) return undefined;
    return hit;
  }

  /** A document with several entries in the ranges counts at the first of them, which needs no memory of the others. */
  private isFirstEntry(key: Buffer, hit: Hit): boolean {
    const { index, ranges, reverse } = this.plan;
    if (!index) return true;
    hit.doc = decode(hit.raw);
    const own = key.subarray(0, key.length - hit.idKey.length);
    return indexEntries(index, hit.doc).keys.every((other) => {
      const order = Buffer.compare(other, own);
      if (reverse ? order <= 0 : order >= 0) return true;
      const stored = Buffer.concat([other, hit.idKey]);
      return !ranges.some(
        ({ gte, lt }) => Buffer.compare(stored, gte) >= 0 && Buffer.compare(stored, lt) < 0,
      );
    });
  }
}

/** Whether the collection of a paused scan is still there. */
export function isAlive(catalog: Catalog, collection: Collection): boolean {
  return catalog.current(collection) !== undefined;
}
