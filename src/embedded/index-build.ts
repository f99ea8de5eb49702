import { z } from 'zod';
import { compareValues, successor } from './bson-order.js';
import { isDocument, type Document } from './document.js';
import { StoreError, namespaceNotFound, unsupported } from './errors.js';
import { compileFilter } from './matcher.js';
import { indexDocument, type WriteTarget } from './write.js';
import { Anything, readFields, AnyDocument, Count } from './commands/command.js';
import { describeIndex, type Collection, type Index, type IndexOptions } from './catalog.js';
import type { Hit } from './scan.js';
import type { Store } from './store.js';

const MAX_INDEXES = 64;
const MAX_FIELDS = 32;

const IndexSpec = z.strictObject({
  key: AnyDocument,
  name: z.string().min(1),
  unique: z.boolean().default(false),
  sparse: z.boolean().default(false),
  hidden: z.boolean().default(false),
  partialFilterExpression: AnyDocument.optional(),
  expireAfterSeconds: Count.optional(),
  background: Anything,
  v: Anything,
  ns: Anything,
});

/** Options that make another kind of index than this store has. */
const REFUSED = [
  'collation',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'wildcardProjection',
  'storageEngine',
  'clustered',
  'prepareUnique',
];

/** Reads an index as a client describes it. Fails with 67 for kinds this store does not have. */
export function readIndexOptions(spec: Document): IndexOptions {
  for (const option of REFUSED) if (option in spec) throw unsupported('index kind', option);
  const {
    background: _background,
    v: _v,
    ns: _ns,
    ...options
  } = readFields('createIndexes.indexes', IndexSpec, spec);
  const fields = Object.entries(options.key);
  if (fields.length === 0) throw cannotCreate('Index keys cannot be empty.');
  if (fields.length > MAX_FIELDS) throw cannotCreate(`Index key pattern has more than ${MAX_FIELDS} fields`);
  for (const [path, direction] of fields) checkField(path, direction);
  if (options.partialFilterExpression) {
    if (options.sparse) throw cannotCreate('cannot mix "partialFilterExpression" and "sparse" options');
    checkPartial(options.partialFilterExpression);
  }
  if (options.expireAfterSeconds !== undefined && fields.length > 1) {
    throw cannotCreate('TTL indexes are single-field indexes, compound indexes do not support TTL');
  }
  return options;
}

/** Builds an index in one job, so that it is either there and complete or not there. */
export async function createIndex(store: Store, namespace: string, options: IndexOptions): Promise<void> {
  await store.kv.write(() => {
    const collection = store.catalog.ensure(namespace);
    if (isIdIndex(options.key) || isThere(collection, options)) return;
    if (collection.indexes.length + 1 >= MAX_INDEXES)
      throw cannotCreate(`add index fails, too many indexes for ${namespace}`);
    const target: WriteTarget = { ...store, namespace };
    let index = store.catalog.newIndex(options);
    for (const hit of documentsOf(store, collection)) {
      const { multikey, truncated } = indexDocument(target, index, hit);
      if ((multikey && !index.multikey) || (truncated && !index.truncated)) {
        index = { ...index, multikey: index.multikey || multikey, truncated: index.truncated || truncated };
      }
    }
    store.catalog.save({ ...collection, indexes: [...collection.indexes, index] });
  });
}

/** Inside a job: drops the indexes a name, list of names, key pattern or `*` means; returns how many there were. */
export function dropIndexes(
  store: Store,
  namespace: string,
  which: string | readonly string[] | Document,
): number {
  const collection = store.catalog.get(namespace);
  if (!collection) throw namespaceNotFound(namespace);
  const dropped = which === '*' ? collection.indexes : indexesMeant(collection, which);
  store.catalog.save({
    ...collection,
    indexes: collection.indexes.filter((index) => !dropped.includes(index)),
  });
  for (const index of dropped) store.catalog.discard(index.id);
  return collection.indexes.length + 1;
}

function* documentsOf(store: Store, { prefix }: Collection): Generator<Hit> {
  for (const { key, value } of store.kv.range({ gte: prefix, lt: successor(prefix) })) {
    yield { idKey: key.subarray(4), raw: value };
  }
}

function indexesMeant(
  collection: Collection,
  which: string | readonly string[] | Document,
): readonly Index[] {
  if (isDocument(which)) {
    const found = collection.indexes.filter(({ key }) => compareValues(key, which) === 0);
    if (found.length === 0) throw indexNotFound(`can't find index with key: ${JSON.stringify(which)}`);
    return found;
  }
  return (typeof which === 'string' ? [which] : which).map((name) => {
    if (name === '_id_') throw new StoreError(72, 'InvalidOptions', 'cannot drop _id index');
    const index = collection.indexes.find((candidate) => candidate.name === name);
    if (!index) throw indexNotFound(`index not found with name [${name}]`);
    return index;
  });
}

function isIdIndex(key: Document): boolean {
  return Object.keys(key).join() === '_id';
}

/** Whether the same index exists; fails with 85 or 86 when one is in its way. */
function isThere(collection: Collection, options: IndexOptions): boolean {
  const sameName = collection.indexes.find(({ name }) => name === options.name);
  const sameKey = collection.indexes.find(({ key }) => compareValues(key, options.key) === 0);
  const existing = sameName ?? sameKey;
  if (!existing) return false;
  if (sameName && compareValues(sameName.key, options.key) !== 0) {
    throw new StoreError(
      86,
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. Requested index: ${JSON.stringify(options.key)}, existing index: ${JSON.stringify(sameName.key)} (${options.name})`,
    );
  }
  if (compareValues(essence(describeIndex(existing)), essence(requested(options))) !== 0) {
    throw new StoreError(
      sameName ? 86 : 85,
      sameName ? 'IndexKeySpecsConflict' : 'IndexOptionsConflict',
      `An index with the key ${JSON.stringify(options.key)} already exists with different options: ${existing.name}`,
    );
  }
  if (!sameName) {
    throw new StoreError(
      85,
      'IndexOptionsConflict',
      `Index already exists with a different name: ${existing.name}`,
    );
  }
  return true;
}

function requested(options: IndexOptions): Document {
  return { ...options };
}

/** What makes two indexes the same, in a fixed order. */
function essence(spec: Document): Document {
  const { unique = false, sparse = false, partialFilterExpression = null, expireAfterSeconds = null } = spec;
  return {
    unique: unique === true,
    sparse: sparse === true,
    partialFilterExpression: partialFilterExpression ?? null,
    expireAfterSeconds: expireAfterSeconds ?? null,
  };
}

function checkField(path: string, direction: unknown): void {
  if (path === '' || path.split('.').includes(''))
    throw cannotCreate('Index keys cannot contain an empty field.');
  if (path.includes('$**')) throw unsupported('index kind', 'wildcard');
  if (path.startsWith('$'))
    throw cannotCreate(`Index key contains an illegal field name: field name starts with '$'.`);
  if (typeof direction === 'string') throw unsupported('index kind', direction);
  if (direction !== 1 && direction !== -1) {
    throw cannotCreate(
      `Values in the index key pattern must be 1 or -1, but found ${JSON.stringify(direction)}`,
    );
  }
}

const PARTIAL_OPERATORS = new Set(['$exists', '$eq', '$type', '$gt', '$gte', '$lt', '$lte', '$in']);

function checkPartial(expression: Document): void {
  compileFilter(expression);
  for (const [path, condition] of Object.entries(expression)) {
    if (path.startsWith('$')) throw unsupported('index kind', `partial with ${path}`);
    if (!isDocument(condition)) continue;
    for (const [operator, operand] of Object.entries(condition)) {
      const isAbsence = operator === '$exists' && operand !== true;
      if (operator.startsWith('$') && (!PARTIAL_OPERATORS.has(operator) || isAbsence)) {
        throw unsupported('index kind', `partial with ${operator}${isAbsence ? ': false' : ''}`);
      }
    }
  }
}

const cannotCreate = (message: string) => new StoreError(67, 'CannotCreateIndex', message);
const indexNotFound = (message: string) => new StoreError(27, 'IndexNotFound', message);
