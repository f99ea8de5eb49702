/**
 * An ordered key-value store of bytes: all that the engine asks of a storage library.
 *
 * Reads see the last committed state, or inside a write job the job's own writes too. `put` and `del` are legal
 * only inside `write`. Every write says what it replaces, so that undoing it costs no extra read.
 */
export interface Kv {
  get(key: Buffer): Buffer | undefined;
  /** Stores `value`; `previous` is what `get(key)` returned before, `undefined` when the key was absent. */
  put(key: Buffer, value: Buffer, previous: Buffer | undefined): void;
  /** Removes a key that holds `previous`. */
  del(key: Buffer, previous: Buffer): void;
  /** Entries of the half-open range, to be consumed without awaiting in between. */
  range(range: KeyRange & { reverse?: boolean }): Iterable<Entry>;
  count(range: KeyRange): number;
  /**
   * Runs a job in the next group commit and resolves after the commit is on disk. A job that throws rejects its own
   * promise and leaves no trace; the other jobs of the group are not affected.
   */
  write<T>(job: () => T): Promise<T>;
  /** A job in a commit of its own, done when this returns; for opening and maintenance. */
  writeNow<T>(job: () => T): T;
  /** Inside a job: runs `part`, and undoes exactly its writes if it throws. */
  attempt<T>(part: () => T): T;
  /** Inside a job: called, latest first, when the job's writes are undone; memory that mirrors the store hooks in here. */
  onUndo(undo: () => void): void;
  /** Writes a consistent, compacted copy while readers and writers go on. */
  backup(file: string): Promise<void>;
  stats(): KvStats;
  close(): Promise<void>;
}

export interface KeyRange {
  gte: Buffer;
  lt: Buffer;
}

export interface Entry {
  key: Buffer;
  value: Buffer;
}

/** Sizes in bytes. */
export interface KvStats {
  entries: number;
  pageSize: number;
  fileBytes: number;
  freeBytes: number;
}
