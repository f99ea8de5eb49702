import { decode } from './codec.js';
import type { Deadline } from './deadline.js';
import type { Document } from './document.js';
import { memoryLimit } from './errors.js';
import { compileFilter, type Filter } from './matcher.js';
import { planQuery, type Plan } from './planner.js';
import { Scan, isAlive, type Hit } from './scan.js';
import { compileSort, type Sort } from './sort.js';
import type { Collection } from './catalog.js';
import type { Store } from './store.js';

export interface QuerySpec {
  filter: Document;
  sort?: Document;
  skip?: number;
  /** 0 means no limit. */
  limit?: number;
  hint?: unknown;
}

/** What a blocking sort may hold, as in MongoDB. */
const SORT_MEMORY_BYTES = 100 * 1024 * 1024;
/** What holding one more document costs beside its bytes. */
const SORT_ENTRY_BYTES = 200;

/** A query on one collection, run in slices: matched, sorted, skipped and limited documents, still encoded. */
export class Query {
  readonly plan: Plan;
  private readonly filter: Filter | undefined;
  private readonly sort: Sort | undefined;
  private readonly scan: Scan;
  private sorted: Hit[] | undefined;
  private sortedAt = 0;
  private pending: Hit | undefined;
  private toSkip: number;
  private left: number;
  private ended = false;

  constructor(
    private readonly store: Store,
    private readonly collection: Collection,
    private readonly spec: QuerySpec,
    filter = compileFilter(spec.filter),
  ) {
    const hasSort = spec.sort !== undefined && Object.keys(spec.sort).length > 0;
    const sort = hasSort && spec.sort ? compileSort(spec.sort) : undefined;
    this.plan = planQuery(collection, spec.filter, sort, spec.hint);
    this.sort = this.plan.sorted ? undefined : sort;
    this.filter = this.plan.exact ? undefined : filter;
    this.scan = new Scan(store.kv, collection, this.plan);
    this.toSkip = spec.skip ?? 0;
    this.left = spec.limit ? spec.limit : Infinity;
  }

  /**
   * Hands out documents until `accept` refuses one, which is kept for the next call. Resolves to whether the query has
   * come to its end.
   */
  async fill(accept: (hit: Hit) => boolean, deadline: Deadline): Promise<boolean> {
    if (this.ended || !isAlive(this.store.catalog, this.collection)) return true;
    if (this.sort && !this.sorted) this.sorted = await this.sortAll(this.sort, deadline);
    try {
      while (this.left > 0) {
        if (deadline.step()) {
          this.scan.pause();
          await deadline.nextSlice();
        }
        const hit = this.pending ?? this.advance();
        if (hit === 'end') return (this.ended = true);
        if (hit === 'other') continue;
        this.pending = undefined;
        if (this.toSkip > 0) this.toSkip--;
        else if (accept(hit)) this.left--;
        else {
          this.pending = hit;
          return false;
        }
      }
      return (this.ended = true);
    } finally {
      this.scan.pause();
    }
  }

  /** Inside a write job: the next match, looking at no more than `most` documents. */
  nextNow(most: number): Hit | 'end' | 'too-far' {
    if (this.sort && !this.sorted) {
      const top = new Top(this.sort, 1);
      for (let looked = 0; ; looked++) {
        if (looked === most) return 'too-far';
        const hit = this.match();
        if (hit === 'end') break;
        if (hit !== 'other') top.add(hit);
      }
      this.sorted = top.take();
    }
    for (let looked = 0; looked < most; looked++) {
      const hit = this.advance();
      if (hit !== 'other') {
        this.scan.pause();
        return hit;
      }
    }
    this.scan.pause();
    return 'too-far';
  }

  private advance(): Hit | 'end' | 'other' {
    if (!this.sorted) return this.match();
    return this.sorted[this.sortedAt++] ?? 'end';
  }

  private match(): Hit | 'end' | 'other' {
    const hit = this.scan.next();
    if (!hit) return 'end';
    return this.matches(hit) ? hit : 'other';
  }

  private matches(hit: Hit): boolean {
    if (!this.filter) return true;
    hit.doc ??= decode(hit.raw);
    return this.filter.test(hit.doc);
  }

  private async sortAll(sort: Sort, deadline: Deadline): Promise<Hit[]> {
    const top = new Top(sort, this.left === Infinity ? Infinity : this.toSkip + this.left);
    for (;;) {
      if (deadline.step()) {
        this.scan.pause();
        await deadline.nextSlice();
      }
      const hit = this.match();
      if (hit === 'end') return top.take();
      if (hit !== 'other') top.add(hit);
    }
  }
}

/** The first `most` documents of an order, in bounded memory. */
class Top {
  private kept: { hit: Hit; key: readonly unknown[] }[] = [];
  private bytes = 0;

  constructor(
    private readonly sort: Sort,
    private readonly most: number,
  ) {}

  add(hit: Hit): void {
    const key = this.sort.keyOf(hit.doc ?? decode(hit.raw));
    delete hit.doc;
    this.kept.push({ hit, key });
    this.bytes += hit.raw.length + SORT_ENTRY_BYTES;
    // Cutting back only now and then makes the cost per document logarithmic.
    if (this.kept.length >= this.most * 2 + 100) this.cut();
    if (this.bytes > SORT_MEMORY_BYTES) {
      this.cut();
      if (this.bytes > SORT_MEMORY_BYTES) throw memoryLimit('Sort', SORT_MEMORY_BYTES);
    }
  }

  take(): Hit[] {
    this.cut();
    return this.kept.map(({ hit }) => hit);
  }

  private cut(): void {
    this.kept.sort((a, b) => this.sort.compareKeys(a.key, b.key));
    for (const { hit } of this.kept.splice(this.most)) this.bytes -= hit.raw.length + SORT_ENTRY_BYTES;
  }
}
