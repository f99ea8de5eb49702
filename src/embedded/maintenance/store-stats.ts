import { join } from 'node:path';
import { countDocuments } from '../counting.js';
import { DATA_FILE, openDataFile } from '../data-file.js';
import { successor } from '../bson-order.js';
import type { KvStats } from '../kv.js';

export interface StoreStats extends KvStats {
  file: string;
  collections: { namespace: string; documents: number; indexes: { name: string; entries: number }[] }[];
}

/** Counts what a store holds; a process may be running on it. */
export async function storeStats(dataDir: string): Promise<StoreStats> {
  const file = join(dataDir, DATA_FILE);
  const { kv, catalog } = openDataFile(file, { readOnly: true });
  try {
    const collections = catalog.all().map((collection) => ({
      namespace: collection.namespace,
      documents: countDocuments(kv, collection),
      indexes: collection.indexes.map(({ name, prefix }) => ({
        name,
        entries: kv.count({ gte: prefix, lt: successor(prefix) }),
      })),
    }));
    return { file, ...kv.stats(), collections };
  } finally {
    await kv.close();
  }
}
