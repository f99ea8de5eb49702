import { statSync } from 'node:fs';
import { open } from 'lmdb';
import { z } from 'zod';
import { checkLmdbFile } from './lmdb-file.js';
import type { Entry, Kv, KvStats } from './kv.js';

/** The longest key LMDB takes with its default page size. */
export const MAX_KEY_BYTES = 1978;

/**
 * Opens (or creates) an LMDB file. Every acknowledged write is on disk: `overlappingSync` off makes a commit wait for
 * its flush, which the library does not do by default.
 */
export function openLmdb(file: string, { readOnly = false }: { readOnly?: boolean } = {}): Kv {
  checkLmdbFile(file);
  const db = open<Buffer, Buffer>({
    path: file,
    noSubdir: true,
    keyEncoding: 'binary',
    encoding: 'binary',
    compression: false,
    overlappingSync: false,
    readOnly,
    cache: false,
  });
  const queue = new CommitQueue((body) => db.transactionSync(body));

  return {
    get: (key) => db.getBinary(key),
    put(key, value, previous) {
      queue.record(previous ? () => db.putSync(key, previous) : () => db.removeSync(key), 'disk');
      db.putSync(key, value);
    },
    del(key, previous) {
      queue.record(() => db.putSync(key, previous), 'disk');
      db.removeSync(key);
    },
    range: ({ gte, lt, reverse }): Iterable<Entry> =>
      reverse
        ? db.getRange({ start: lt, end: gte, reverse: true, exclusiveStart: true, inclusiveEnd: true })
        : db.getRange({ start: gte, end: lt }),
    count: ({ gte, lt }) => db.getKeysCount({ start: gte, end: lt }),
    write: (job) => queue.add(job),
    writeNow: (job) => db.transactionSync(() => queue.attempt(job)),
    attempt: (part) => queue.attempt(part),
    onUndo: (undo) => queue.record(undo, 'memory'),
    backup: (target) => db.backup(target, true),
    stats: () => readStats(db.getStats(), file),
    async close() {
      await queue.idle();
      await db.close();
    },
  };
}

interface Undo {
  run: () => void;
  /** A failed commit takes the disk back by itself; only memory is left to undo. */
  of: 'disk' | 'memory';
}

interface Job {
  run: () => void;
  settle: (commitError: unknown) => void;
}

/** Collects the jobs of one turn of the event loop into one transaction, and acknowledges them after its commit. */
class CommitQueue {
  private jobs: Job[] = [];
  private journal: Undo[] = [];
  private scheduled = false;
  private waiting: (() => void)[] = [];

  constructor(private readonly transaction: (body: () => void) => void) {}

  add<T>(body: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let settle = (): void => undefined;
      this.jobs.push({
        run: () => {
          try {
            const value = this.attempt(body);
            settle = () => resolve(value);
          } catch (error) {
            settle = () => reject(asError(error));
          }
        },
        settle: (commitError) => (commitError === undefined ? settle() : reject(asError(commitError))),
      });
      this.schedule();
    });
  }

  attempt<T>(part: () => T): T {
    const mark = this.journal.length;
    try {
      return part();
    } catch (error) {
      for (const undo of this.journal.splice(mark).reverse()) undo.run();
      throw error;
    }
  }

  record(run: () => void, of: Undo['of']): void {
    this.journal.push({ run, of });
  }

  idle(): Promise<void> {
    if (!this.scheduled) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.commit());
  }

  private commit(): void {
    const jobs = this.jobs;
    this.jobs = [];
    this.journal = [];
    let commitError: unknown;
    try {
      this.transaction(() => {
        for (const job of jobs) job.run();
      });
    } catch (error) {
      commitError = error;
      for (const undo of this.journal.reverse()) if (undo.of === 'memory') undo.run();
    }
    this.journal = [];
    for (const job of jobs) job.settle(commitError);
    this.scheduled = false;
    if (this.jobs.length > 0) this.schedule();
    else for (const resolve of this.waiting.splice(0)) resolve();
  }
}

const Stats = z.object({
  pageSize: z.number(),
  entryCount: z.number(),
  lastPageNumber: z.number(),
  free: z.object({ entryCount: z.number() }),
});

function readStats(raw: unknown, file: string): KvStats {
  const stats = Stats.parse(raw);
  const fileBytes = statSync(file).size;
  return {
    entries: stats.entryCount,
    pageSize: stats.pageSize,
    fileBytes,
    freeBytes: Math.max(0, fileBytes - (stats.lastPageNumber + 1) * stats.pageSize),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
