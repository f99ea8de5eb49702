import { ObjectId } from 'bson';
import { MAX_DOCUMENT_BYTES, decode, encode } from './codec.js';
import { encodeKey, successor } from './bson-order.js';
import { StoreError, duplicateKey, immutableField, objectTooLarge } from './errors.js';
import { indexEntries, indexValues } from './index-entries.js';
import { isDocument, type Document } from './document.js';
import type { Catalog, Collection, Index } from './catalog.js';
import type { Hit } from './scan.js';
import type { Kv } from './kv.js';

/** What the functions here work on; all of them are called inside a write job and check everything before they write. */
export interface WriteTarget {
  kv: Kv;
  catalog: Catalog;
  namespace: string;
}

/** Inserts a document, giving it an `_id` if it has none; returns it as stored. */
export function insertDocument(target: WriteTarget, doc: Document, raw?: Buffer): Document {
  const stored = withLeadingId(doc);
  const bytes = raw && stored === doc ? raw : encode(stored);
  if (bytes.length > MAX_DOCUMENT_BYTES) throw objectTooLarge(bytes.length);
  checkId(stored._id);
  const collection = target.catalog.ensure(target.namespace);
  const { key, truncated } = encodeKey(collection.prefix, [stored._id]);
  if (target.kv.get(key) !== undefined) {
    throw duplicateKey(target.namespace, '_id_', { _id: 1 }, { _id: stored._id });
  }
  const changes = indexChanges(target, collection, undefined, stored, key.subarray(4));
  noteKeyKinds(target, changes, truncated);
  applyChanges(target.kv, changes, key.subarray(4));
  target.kv.put(key, bytes, undefined);
  return stored;
}

/** Replaces a stored document by its changed form; returns whether anything differed. */
export function replaceDocument(target: WriteTarget, hit: Hit, before: Document, after: Document): boolean {
  const bytes = encode(after);
  if (bytes.equals(hit.raw)) return false;
  if (bytes.length > MAX_DOCUMENT_BYTES) throw objectTooLarge(bytes.length);
  const collection = target.catalog.ensure(target.namespace);
  const { key } = encodeKey(collection.prefix, [after._id]);
  if (!key.subarray(4).equals(hit.idKey)) throw immutableField('_id');
  const changes = indexChanges(target, collection, before, after, hit.idKey);
  noteKeyKinds(target, changes, false);
  applyChanges(target.kv, changes, hit.idKey);
  target.kv.put(key, bytes, hit.raw);
  return true;
}

/** Removes a stored document. */
export function removeDocument(target: WriteTarget, hit: Hit): void {
  const collection = target.catalog.ensure(target.namespace);
  const before = hit.doc ?? decode(hit.raw);
  applyChanges(target.kv, indexChanges(target, collection, before, undefined, hit.idKey), hit.idKey);
  target.kv.del(Buffer.concat([collection.prefix, hit.idKey]), hit.raw);
}

/** Enters a document into a new index. */
export function indexDocument(
  target: WriteTarget,
  index: Index,
  hit: Hit,
): Pick<Index, 'multikey' | 'truncated'> {
  const doc = hit.doc ?? decode(hit.raw);
  const { keys, multikey, truncated } = indexEntries(index, doc);
  if (index.unique) for (const key of keys) checkUnique(target, index, key, hit.idKey, doc);
  for (const key of keys) {
    const stored = Buffer.concat([key, hit.idKey]);
    if (!target.kv.get(stored)) target.kv.put(stored, hit.idKey, undefined);
  }
  return { multikey, truncated };
}

interface IndexChange {
  index: Index;
  add: readonly Buffer[];
  remove: readonly Buffer[];
  multikey: boolean;
  truncated: boolean;
}

function indexChanges(
  target: WriteTarget,
  collection: Collection,
  before: Document | undefined,
  after: Document | undefined,
  idKey: Buffer,
): IndexChange[] {
  return collection.indexes.map((index) => {
    const had = before ? indexEntries(index, before).keys : [];
    const has = after ? indexEntries(index, after) : { keys: [], multikey: false, truncated: false };
    const add = without(has.keys, had);
    if (index.unique && after) for (const key of add) checkUnique(target, index, key, idKey, after);
    return { index, add, remove: without(had, has.keys), multikey: has.multikey, truncated: has.truncated };
  });
}

function without(keys: readonly Buffer[], others: readonly Buffer[]): readonly Buffer[] {
  if (keys.length === 0 || others.length === 0) return keys;
  return keys.filter((key) => !others.some((other) => other.equals(key)));
}

function checkUnique(
  { kv, namespace }: WriteTarget,
  index: Index,
  key: Buffer,
  idKey: Buffer,
  doc: Document,
): void {
  for (const { value } of kv.range({ gte: key, lt: successor(key) })) {
    if (!value.equals(idKey)) throw duplicateKey(namespace, index.name, index.key, indexValues(index, doc));
  }
}

/** Once an index has seen an array or a cut key the planner must know, for good. */
function noteKeyKinds(
  { catalog, namespace }: WriteTarget,
  changes: readonly IndexChange[],
  cutId: boolean,
): void {
  const isNews = changes.some(
    ({ index, multikey, truncated }) => (multikey && !index.multikey) || (truncated && !index.truncated),
  );
  const collection = catalog.ensure(namespace);
  if (!isNews && (!cutId || collection.truncatedIds)) return;
  catalog.save({
    ...collection,
    truncatedIds: collection.truncatedIds || cutId,
    indexes: changes.map(({ index, multikey, truncated }) => ({
      ...index,
      multikey: index.multikey || multikey,
      truncated: index.truncated || truncated,
    })),
  });
}

function applyChanges(kv: Kv, changes: readonly IndexChange[], idKey: Buffer): void {
  for (const { add, remove } of changes) {
    for (const key of remove) kv.del(Buffer.concat([key, idKey]), idKey);
    for (const key of add) kv.put(Buffer.concat([key, idKey]), idKey, undefined);
  }
}

function withLeadingId(doc: Document): Document {
  for (const first in doc) {
    if (first === '_id' && doc._id !== undefined) return doc;
    break;
  }
  const { _id, ...rest } = doc;
  return { _id: _id === undefined ? new ObjectId() : _id, ...rest };
}

function checkId(id: unknown): void {
  const kind = Array.isArray(id) ? 'array' : id instanceof RegExp ? 'regex' : undefined;
  if (kind) throw new StoreError(53, 'InvalidIdField', `The '_id' value cannot be of type ${kind}`);
  if (isDocument(id)) {
    const operator = Object.keys(id).find((name) => name.startsWith('$'));
    if (operator) {
      throw new StoreError(
        52,
        'DollarPrefixedFieldName',
        `_id fields may not contain '$'-prefixed fields: ${operator} is not valid for storage.`,
      );
    }
  }
}
