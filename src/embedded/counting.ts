import { successor } from './bson-order.js';
import { compileFilter } from './matcher.js';
import { Query, type QuerySpec } from './query.js';
import type { Collection } from './catalog.js';
import type { Deadline } from './deadline.js';
import type { Kv } from './kv.js';
import type { Store } from './store.js';

/** Counts the documents a query selects, without decoding them where its plan allows. */
export async function countMatches(
  store: Store,
  namespace: string,
  query: QuerySpec,
  deadline: Deadline,
): Promise<number> {
  const collection = store.catalog.get(namespace);
  if (!collection) {
    // What is wrong with the query is said whether or not there is anything to count.
    compileFilter(query.filter);
    return 0;
  }
  if (Object.keys(query.filter).length === 0 && query.hint === undefined) {
    const rest = Math.max(0, countDocuments(store.kv, collection) - (query.skip ?? 0));
    return query.limit ? Math.min(rest, query.limit) : rest;
  }
  let n = 0;
  await new Query(store, collection, query).fill(() => ++n > 0, deadline);
  return n;
}

export function countDocuments(kv: Kv, { prefix }: Collection): number {
  return kv.count({ gte: prefix, lt: successor(prefix) });
}
