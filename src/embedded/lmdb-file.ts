import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { StoreFileError } from './store-file-error.js';

const MAGIC = 0xbeefc0de;
/** The fork of LMDB in use keeps a transaction id in front of the usual 16 bytes. */
const PAGE_HEADER = 24;
/** Offsets within LMDB's `MDB_meta` (lmdb.h, data version 2): magic, …, two tree records of 48 bytes, last page, txn id. */
const META = { magic: 0, pageSize: 24, lastPage: 120, txn: 128, bytes: 136 };

/**
 * Refuses a damaged LMDB file before the library maps it: reading past the end of a cut file would kill the process
 * with SIGBUS, and no message would say why.
 */
export function checkLmdbFile(file: string): void {
  if (!existsSync(file)) return;
  const fd = openSync(file, 'r');
  try {
    const size = fstatSync(fd).size;
    if (size === 0) return;
    const first = readMeta(fd, 0);
    const pageSize = first?.pageSize ?? 4096;
    const second = readMeta(fd, pageSize);
    if (!first || !second)
      throw new StoreFileError(file, 'it is not a store file, or its first pages are damaged');
    const newest = second.txn > first.txn ? second : first;
    if ((newest.lastPage + 1n) * BigInt(pageSize) > BigInt(size)) {
      throw new StoreFileError(
        file,
        `it is cut off: ${size} bytes are there, its last page lies beyond them`,
      );
    }
  } finally {
    closeSync(fd);
  }
}

function readMeta(
  fd: number,
  pageStart: number,
): { pageSize: number; lastPage: bigint; txn: bigint } | undefined {
  const bytes = Buffer.alloc(META.bytes);
  if (readSync(fd, bytes, 0, META.bytes, pageStart + PAGE_HEADER) < META.bytes) return undefined;
  if (bytes.readUInt32LE(META.magic) !== MAGIC) return undefined;
  return {
    pageSize: bytes.readUInt32LE(META.pageSize),
    lastPage: bytes.readBigUInt64LE(META.lastPage),
    txn: bytes.readBigUInt64LE(META.txn),
  };
}
