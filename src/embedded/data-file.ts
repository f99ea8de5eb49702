import { existsSync } from 'node:fs';
import { openLmdb } from './kv-lmdb.js';
import { openStore, type Store } from './store.js';
import { StoreFileError } from './store-file-error.js';
import { idPrefix } from './catalog.js';
import type { Kv } from './kv.js';

/** Name of the store's one file within the data directory. */
export const DATA_FILE = 'store.mdb';

/** Changes whenever older programs could not read what this one writes. */
const FORMAT_VERSION = 1;
const FORMAT_KEY = idPrefix(0);

/**
 * Opens the store in a file, creating it if need be; read-only beside a process that writes it. Fails with {@link StoreFileError} when it is not one of ours.
 */
export function openDataFile(file: string, options: { readOnly?: boolean } = {}): Store {
  if (options.readOnly && !existsSync(file)) {
    throw new StoreFileError(file, 'it does not exist', 'name a data directory that holds a store');
  }
  let kv: Kv;
  try {
    kv = openLmdb(file, options);
  } catch (error) {
    if (error instanceof StoreFileError) throw error;
    throw new StoreFileError(file, error instanceof Error ? error.message : String(error));
  }
  checkFormat(kv, file, options.readOnly === true);
  try {
    return openStore(kv);
  } catch (error) {
    throw new StoreFileError(
      file,
      `its catalog cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

function checkFormat(kv: Kv, file: string, readOnly: boolean): void {
  const stored = kv.get(FORMAT_KEY);
  if (stored) {
    const version = stored.length === 4 ? stored.readUInt32BE(0) : Number.NaN;
    if (version === FORMAT_VERSION) return;
    throw new StoreFileError(
      file,
      `it has format version ${version}, this program reads version ${FORMAT_VERSION}`,
      'run the version of the program that wrote it, or restore a backup made by this one',
    );
  }
  if (kv.stats().entries > 0) throw new StoreFileError(file, 'it was written by another program');
  if (!readOnly) kv.writeNow(() => kv.put(FORMAT_KEY, idPrefix(FORMAT_VERSION), undefined));
}
