import { renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DATA_FILE, openDataFile } from '../data-file.js';
import { lockDirectory } from '../directory-lock.js';
import { backupTo, flush } from './backup-store.js';

/** File sizes in bytes. */
export interface Compaction {
  before: number;
  after: number;
}

/**
 * Rewrites the store without its free pages; the file never shrinks by itself. Needs the directory for itself, and as
 * much free disk as the data takes. A crash in between leaves the old file in place.
 */
export async function compactStore(dataDir: string): Promise<Compaction> {
  const lock = lockDirectory(dataDir);
  try {
    const file = join(dataDir, DATA_FILE);
    const fresh = `${file}.compact`;
    rmSync(fresh, { force: true });
    const store = openDataFile(file);
    const before = statSync(file).size;
    try {
      await backupTo(store.kv, fresh);
    } finally {
      await store.kv.close();
    }
    renameSync(fresh, file);
    flush(dirname(file));
    return { before, after: statSync(file).size };
  } finally {
    lock.release();
  }
}
