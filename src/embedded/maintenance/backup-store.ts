import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DATA_FILE, openDataFile } from '../data-file.js';
import type { Kv } from '../kv.js';

/** A finished backup: a store file that holds one moment of the store. */
export interface Backup {
  file: string;
  bytes: number;
}

/**
 * Copies the store of a directory into a file, whether or not a process is running on it: the copy is one snapshot, and
 * writers go on meanwhile. To restore, put the file into an empty data directory under the name `store.mdb`.
 * Fails when the target exists.
 */
export async function backupStore(dataDir: string, target: string): Promise<Backup> {
  const store = openDataFile(join(dataDir, DATA_FILE), { readOnly: true });
  try {
    return await backupTo(store.kv, target);
  } finally {
    await store.kv.close();
  }
}

/** Writes beside the target and renames, so that a file under the target's name is always whole. */
export async function backupTo(kv: Kv, target: string): Promise<Backup> {
  if (existsSync(target))
    throw new Error(`${target} exists; a backup never overwrites. Choose another name.`);
  mkdirSync(dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  try {
    await kv.backup(partial);
    flush(partial);
    renameSync(partial, target);
    flush(dirname(target));
  } finally {
    rmSync(partial, { force: true });
  }
  return { file: target, bytes: statSync(target).size };
}

/** Makes a file, or the names in a directory, outlive a power cut. */
export function flush(path: string): void {
  // Windows can neither open directories nor flush a handle opened for reading.
  if (process.platform === 'win32') return;
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
