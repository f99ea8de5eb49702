import { decode } from './codec.js';
import { compileFilter } from './matcher.js';
import { Query, type QuerySpec } from './query.js';
import type { Deadline } from './deadline.js';
import type { Document } from './document.js';
import type { Store } from './store.js';

/** Documents read before they are handed on. */
const CHUNK_DOCUMENTS = 500;
const CHUNK_BYTES = 4 * 1024 * 1024;

/** The decoded documents of a query, a bounded number at a time; a missing collection is empty. */
export async function* readChunks(
  store: Store,
  namespace: string,
  spec: QuerySpec,
  deadline: () => Deadline,
): AsyncIterable<Document[]> {
  const collection = store.catalog.get(namespace);
  if (!collection) {
    compileFilter(spec.filter);
    return;
  }
  const query = new Query(store, collection, spec);
  for (let ended = false; !ended;) {
    const docs: Document[] = [];
    let bytes = 0;
    ended = await query.fill((hit) => {
      if (docs.length === CHUNK_DOCUMENTS || bytes > CHUNK_BYTES) return false;
      docs.push(hit.doc ?? decode(hit.raw));
      bytes += hit.raw.length;
      return true;
    }, deadline());
    if (docs.length > 0) yield docs;
  }
}
