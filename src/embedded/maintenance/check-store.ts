import { join } from 'node:path';
import { encodeKey, successor } from '../bson-order.js';
import { decode } from '../codec.js';
import { DATA_FILE, openDataFile } from '../data-file.js';
import { indexEntries } from '../index-entries.js';
import type { Collection, Index } from '../catalog.js';
import type { Document } from '../document.js';
import type { Kv } from '../kv.js';
import type { Store } from '../store.js';

export interface CheckReport {
  documents: number;
  entries: number;
  /** One sentence each; empty when the store is sound. */
  faults: string[];
}

/** Faults reported before the check gives up: a broken index would otherwise name every document. */
const MAX_FAULTS = 100;

/**
 * Reads everything once and checks that each document decodes and lies under its `_id`, that each of its index entries
 * exists, that each entry belongs to a document, and that unique indexes hold no value twice. Runs on one snapshot, also
 * beside a running process.
 */
export async function checkStore(dataDir: string): Promise<CheckReport> {
  const store = openDataFile(join(dataDir, DATA_FILE), { readOnly: true });
  try {
    return checkAll(store);
  } finally {
    await store.kv.close();
  }
}

/** Synchronous, so that everything is read of one snapshot. */
export function checkAll({ kv, catalog }: Store): CheckReport {
  const report: CheckReport = { documents: 0, entries: 0, faults: [] };
  for (const collection of catalog.all()) {
    const expected = checkDocuments(kv, collection, report);
    for (const index of collection.indexes)
      checkEntries(kv, collection, index, expected.get(index.id) ?? 0, report);
  }
  return report;
}

/** Checks documents and the entries they should have; counts these per index. */
function checkDocuments(kv: Kv, collection: Collection, report: CheckReport): Map<number, number> {
  const expected = new Map<number, number>();
  for (const { key, value } of kv.range(rangeOf(collection.prefix))) {
    report.documents++;
    const doc = tryDecode(value);
    if (!doc) {
      fault(
        report,
        `${collection.namespace}: the document under key ${key.toString('hex')} cannot be decoded`,
      );
      continue;
    }
    if (!encodeKey(collection.prefix, [doc._id]).key.equals(key)) {
      fault(report, `${collection.namespace}: document ${String(doc._id)} lies under another key`);
    }
    const idKey = key.subarray(collection.prefix.length);
    for (const index of collection.indexes) {
      const { keys, multikey, truncated } = indexEntries(index, doc);
      expected.set(index.id, (expected.get(index.id) ?? 0) + keys.length);
      if ((multikey && !index.multikey) || (truncated && !index.truncated)) {
        fault(
          report,
          `${collection.namespace}: index ${index.name} does not know what document ${String(doc._id)} holds`,
        );
      }
      for (const entry of keys) {
        if (!kv.get(Buffer.concat([entry, idKey]))?.equals(idKey)) {
          fault(
            report,
            `${collection.namespace}: document ${String(doc._id)} is missing in index ${index.name}`,
          );
        }
      }
    }
  }
  return expected;
}

/** With every expected entry present, equal numbers mean that there is no other. */
function checkEntries(
  kv: Kv,
  collection: Collection,
  index: Index,
  expected: number,
  report: CheckReport,
): void {
  let found = 0;
  let previous: Buffer | undefined;
  for (const { key, value } of kv.range(rangeOf(index.prefix))) {
    found++;
    const own = key.subarray(0, key.length - value.length);
    if (index.unique && previous?.equals(own)) {
      fault(report, `${collection.namespace}: unique index ${index.name} holds a value twice`);
    }
    previous = own;
    if (!kv.get(Buffer.concat([collection.prefix, value]))) {
      fault(
        report,
        `${collection.namespace}: index ${index.name} has an entry for a document that does not exist`,
      );
    }
  }
  report.entries += found;
  if (found !== expected) {
    fault(
      report,
      `${collection.namespace}: index ${index.name} has ${found} entries, its documents make ${expected}`,
    );
  }
}

function fault(report: CheckReport, message: string): void {
  if (report.faults.length < MAX_FAULTS) report.faults.push(message);
}

function rangeOf(prefix: Buffer) {
  return { gte: prefix, lt: successor(prefix) };
}

function tryDecode(bytes: Buffer): Document | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}
