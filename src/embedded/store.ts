import { Catalog } from './catalog.js';
import type { Kv } from './kv.js';

/** The open store: the keys, and what they mean. */
export interface Store {
  readonly kv: Kv;
  readonly catalog: Catalog;
}

export function openStore(kv: Kv): Store {
  return { kv, catalog: new Catalog(kv) };
}
