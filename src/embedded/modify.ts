import { decode } from './codec.js';
import { StoreError } from './errors.js';
import { compileFilter, type Filter } from './matcher.js';
import { compileUpdate, seedFromFilter, type Update } from './updater.js';
import { insertDocument, removeDocument, replaceDocument, type WriteTarget } from './write.js';
import { Query, type QuerySpec } from './query.js';
import type { Deadline } from './deadline.js';
import type { Document } from './document.js';
import type { Hit } from './scan.js';
import type { Store } from './store.js';

/** A change of the documents a filter selects. */
export interface Modification {
  query: QuerySpec;
  change: { type: 'remove' } | { type: 'update'; update: Update; upsert: boolean };
}

/** What became of one document; `before` and `after` are encoded only by who needs them. */
export type Outcome =
  | { type: 'none' }
  | { type: 'removed'; before: Hit }
  | { type: 'updated'; before: Hit; after: Document; changed: boolean }
  | { type: 'upserted'; after: Document };

/** Documents a write job may look at before the search moves out of it, so that others are served. */
const LOOKED_AT_IN_JOB = 1000;
/** Documents changed in one job of a change of many. */
const CHANGED_PER_JOB = 100;

export function updateOf(u: unknown, arrayFilters: readonly unknown[] | undefined): Update {
  return compileUpdate(u, { arrayFilters });
}

/**
 * Changes the first document the query selects, finding and changing it in one job. When finding takes long, the
 * search goes on outside, and the job then makes sure that what was found still matches.
 */
export async function modifyOne(
  store: Store,
  namespace: string,
  modification: Modification,
  deadline: Deadline,
): Promise<Outcome> {
  let found: Hit | 'end' | undefined;
  for (;;) {
    const known: Hit | 'end' | undefined = found;
    const outcome = await store.kv.write(() => modifyNow(store, namespace, modification, known));
    if (outcome !== 'too-far') return outcome;
    found = await findFirst(store, namespace, modification.query, deadline);
  }
}

/**
 * Inside a write job: the same as {@link modifyOne}, which has to go on when finding would hold up the job too long.
 * @param found what a search outside the job has come to.
 */
export function modifyNow(
  store: Store,
  namespace: string,
  { query, change }: Modification,
  found?: Hit | 'end',
): Outcome | 'too-far' {
  const target: WriteTarget = { ...store, namespace };
  const filter = compileFilter(query.filter);
  if (!found) {
    const hit = findNow(store, namespace, query, filter);
    if (hit === 'too-far') return hit;
    if (hit !== 'end') return applyTo(target, hit, filter, change) ?? 'too-far';
  }
  if (!found || found === 'end') return upsert(target, query.filter, change);
  const hit = stillThere(target, found);
  return (hit && applyTo(target, hit, filter, change)) ?? 'too-far';
}

/** Changes every document the filter selects, some at a time; others may write in between, as in MongoDB. */
export async function modifyMany(
  store: Store,
  namespace: string,
  { query, change }: Modification,
  deadline: Deadline,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> {
  const target: WriteTarget = { ...store, namespace };
  const filter = compileFilter(query.filter);
  const collection = store.catalog.get(namespace);
  const search = collection && new Query(store, collection, query);
  // A changed document may move ahead of the scan; it must not be changed a second time.
  const done = new Set<string>();
  let matched = 0;
  for (let ended = false; search && !ended;) {
    const hits: Hit[] = [];
    ended = await search.fill((hit) => hits.length < CHANGED_PER_JOB && hits.push(hit) > 0, deadline);
    const fresh = hits.filter(({ idKey }) => !done.has(idKey.toString('latin1')));
    if (fresh.length === 0) continue;
    const { outcomes, error } = await store.kv.write(() => applyAll(target, fresh, filter, change));
    for (const { idKey } of fresh) done.add(idKey.toString('latin1'));
    for (const outcome of outcomes) onOutcome(outcome);
    matched += outcomes.length;
    if (error) throw error;
  }
  if (matched === 0) {
    const outcome = await store.kv.write(() => upsert(target, query.filter, change));
    if (outcome.type !== 'none') onOutcome(outcome);
  }
}

/** Documents changed before the one that fails stay changed, as in MongoDB. */
function applyAll(
  target: WriteTarget,
  hits: readonly Hit[],
  filter: Filter,
  change: Modification['change'],
): { outcomes: Outcome[]; error?: StoreError } {
  const outcomes: Outcome[] = [];
  for (const hit of hits) {
    try {
      const current = stillThere(target, hit);
      const outcome = current && target.kv.attempt(() => applyTo(target, current, filter, change));
      if (outcome) outcomes.push(outcome);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { outcomes, error };
    }
  }
  return { outcomes };
}

function findNow(store: Store, namespace: string, query: QuerySpec, filter: Filter): Hit | 'end' | 'too-far' {
  const collection = store.catalog.get(namespace);
  return collection ? new Query(store, collection, query, filter).nextNow(LOOKED_AT_IN_JOB) : 'end';
}

async function findFirst(
  store: Store,
  namespace: string,
  query: QuerySpec,
  deadline: Deadline,
): Promise<Hit | 'end'> {
  const collection = store.catalog.get(namespace);
  if (!collection) return 'end';
  const found: Hit[] = [];
  await new Query(store, collection, { ...query, limit: 1 }).fill((hit) => found.push(hit) > 0, deadline);
  return found[0] ?? 'end';
}

/** What was found outside the job, as it is now; undefined when it is gone. */
function stillThere(target: WriteTarget, found: Hit): Hit | undefined {
  const collection = target.catalog.get(target.namespace);
  const raw = collection && target.kv.get(Buffer.concat([collection.prefix, found.idKey]));
  return raw && (raw.equals(found.raw) ? found : { idKey: found.idKey, raw });
}

/** Undefined when the document does not match, or no longer. */
function applyTo(
  target: WriteTarget,
  { idKey, raw, doc = decode(raw) }: Hit,
  filter: Filter,
  change: Modification['change'],
): Outcome | undefined {
  const match = filter.match(doc);
  if (!match) return undefined;
  const hit: Hit = { idKey, raw, doc };
  if (change.type === 'remove') {
    removeDocument(target, hit);
    return { type: 'removed', before: hit };
  }
  const after = change.update.apply(doc, { isInsert: false, position: match.position, now: new Date() });
  const changed = after !== doc && replaceDocument(target, hit, doc, after);
  return { type: 'updated', before: hit, after, changed };
}

function upsert(target: WriteTarget, filter: Document, change: Modification['change']): Outcome {
  if (change.type === 'remove' || !change.upsert) return { type: 'none' };
  const seed = seedFromFilter(filter);
  const base: Document = change.update.isReplacement ? ('_id' in seed ? { _id: seed._id } : {}) : seed;
  const doc = change.update.apply(base, { isInsert: true, now: new Date() });
  return { type: 'upserted', after: insertDocument(target, doc) };
}
