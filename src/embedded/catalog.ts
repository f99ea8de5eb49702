import { z } from 'zod';
import { deserialize, serialize } from 'bson';
import { isDocument, type Document } from './document.js';
import { compileFilter, describeFilter, type FieldBounds, type Filter } from './matcher.js';
import { splitPath } from './paths.js';
import type { Kv } from './kv.js';

/** A secondary index. Values are immutable: a change makes a new one, so that a failed job can put the old one back. */
export interface Index {
  readonly id: number;
  readonly prefix: Buffer;
  readonly name: string;
  readonly key: Document;
  readonly paths: readonly string[];
  readonly parts: readonly (readonly string[])[];
  readonly dirs: readonly (1 | -1)[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly hidden: boolean;
  readonly partial?: PartialFilter;
  readonly expireAfterSeconds?: number;
  /** Whether some document has several entries: it then gives no order, and bounds do not combine. */
  readonly multikey: boolean;
  /** Whether some entry was cut: key order is then not value order. */
  readonly truncated: boolean;
}

export interface PartialFilter {
  readonly expression: Document;
  readonly filter: Filter;
  readonly bounds: Map<string, FieldBounds>;
}

export interface Collection {
  readonly namespace: string;
  readonly db: string;
  readonly name: string;
  readonly id: number;
  readonly prefix: Buffer;
  /** Whether some `_id` was cut, so that document order is not `_id` order. */
  readonly truncatedIds: boolean;
  readonly indexes: readonly Index[];
}

/** What of an index is chosen by whoever creates it. */
export type IndexOptions = Pick<
  Index,
  'name' | 'key' | 'unique' | 'sparse' | 'hidden' | 'expireAfterSeconds'
> & {
  partialFilterExpression?: Document;
};

/** Ids below this are the store's own tables. */
const FIRST_ID = 16;
const CATALOG = idPrefix(1);
const NEXT_ID = idPrefix(2);
const GARBAGE = idPrefix(3);

/** The collections and their indexes: in memory for reading, and in the store within the job that changes them. */
export class Catalog {
  private readonly collections = new Map<string, Collection>();
  private nextId = FIRST_ID;

  constructor(private readonly kv: Kv) {
    const stored = kv.get(NEXT_ID);
    if (stored) this.nextId = stored.readUInt32BE(0);
    for (const { value } of kv.range({ gte: CATALOG, lt: idPrefix(2) })) {
      const collection = decodeCollection(value);
      this.collections.set(collection.namespace, collection);
    }
  }

  get(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  /** The collection as it is now; a scan that began earlier may hold an older value. */
  current(collection: Collection): Collection | undefined {
    const now = this.collections.get(collection.namespace);
    return now?.id === collection.id ? now : undefined;
  }

  inDatabase(db: string): Collection[] {
    return [...this.collections.values()].filter((collection) => collection.db === db);
  }

  all(): Collection[] {
    return [...this.collections.values()];
  }

  /** Inside a job: the collection, created if need be, as MongoDB does on the first write. */
  ensure(namespace: string): Collection {
    const existing = this.collections.get(namespace);
    if (existing) return existing;
    const id = this.takeId();
    const [db, name] = splitNamespace(namespace);
    return this.save({ namespace, db, name, id, prefix: idPrefix(id), truncatedIds: false, indexes: [] });
  }

  newIndex(options: IndexOptions): Index {
    const id = this.takeId();
    return buildIndex(id, options, { multikey: false, truncated: false });
  }

  /** Inside a job: stores a new value of a collection. */
  save(collection: Collection): Collection {
    this.store(collection.namespace, collection);
    return collection;
  }

  /** Inside a job: forgets a collection; its documents and entries become garbage for the sweep. */
  drop(collection: Collection): void {
    this.store(collection.namespace, undefined);
    for (const id of [collection.id, ...collection.indexes.map((index) => index.id)]) this.discard(id);
  }

  /** Inside a job: marks all keys of an id for removal by the sweep. */
  discard(id: number): void {
    this.kv.put(Buffer.concat([GARBAGE, idPrefix(id)]), Buffer.alloc(0), undefined);
  }

  /** Ids whose keys are to be removed. */
  garbage(): number[] {
    const ids: number[] = [];
    for (const { key } of this.kv.range({ gte: GARBAGE, lt: idPrefix(4) })) ids.push(key.readUInt32BE(4));
    return ids;
  }

  /** Inside a job: an id's keys are all gone. */
  garbageRemoved(id: number): void {
    this.kv.del(Buffer.concat([GARBAGE, idPrefix(id)]), Buffer.alloc(0));
  }

  private store(namespace: string, collection: Collection | undefined): void {
    const key = Buffer.concat([CATALOG, Buffer.from(namespace)]);
    const before = this.collections.get(namespace);
    const stored = this.kv.get(key);
    if (collection) this.kv.put(key, encodeCollection(collection), stored);
    else if (stored) this.kv.del(key, stored);
    this.set(namespace, collection);
    this.kv.onUndo(() => this.set(namespace, before));
  }

  private set(namespace: string, collection: Collection | undefined): void {
    if (collection) this.collections.set(namespace, collection);
    else this.collections.delete(namespace);
  }

  /** Ids are never used twice: the keys of a dropped one may still wait for the sweep. */
  private takeId(): number {
    const id = this.nextId++;
    this.kv.put(NEXT_ID, idPrefix(this.nextId), this.kv.get(NEXT_ID));
    this.kv.onUndo(() => (this.nextId = id));
    return id;
  }
}

/** The four bytes every key of an id starts with. */
export function idPrefix(id: number): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(id);
  return prefix;
}

export function splitNamespace(namespace: string): [db: string, name: string] {
  const dot = namespace.indexOf('.');
  return [namespace.slice(0, dot), namespace.slice(dot + 1)];
}

/** An index as `listIndexes` shows it. */
export function describeIndex(index: Index): Document {
  return {
    v: 2,
    key: index.key,
    name: index.name,
    ...(index.unique && { unique: true }),
    ...(index.sparse && { sparse: true }),
    ...(index.hidden && { hidden: true }),
    ...(index.partial && { partialFilterExpression: index.partial.expression }),
    ...(index.expireAfterSeconds !== undefined && { expireAfterSeconds: index.expireAfterSeconds }),
  };
}

function buildIndex(id: number, options: IndexOptions, state: Pick<Index, 'multikey' | 'truncated'>): Index {
  const { partialFilterExpression, ...rest } = options;
  const paths = Object.keys(options.key);
  return {
    ...rest,
    ...state,
    id,
    prefix: idPrefix(id),
    paths,
    parts: paths.map(splitPath),
    dirs: Object.values(options.key).map((direction) => (Number(direction) < 0 ? -1 : 1)),
    ...(partialFilterExpression && {
      partial: {
        expression: partialFilterExpression,
        filter: compileFilter(partialFilterExpression),
        bounds: describeFilter(partialFilterExpression),
      },
    }),
  };
}

const StoredDocument = z.custom<Document>(isDocument);
const StoredCollection = z.object({
  namespace: z.string(),
  id: z.number(),
  truncatedIds: z.boolean(),
  indexes: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      key: StoredDocument,
      unique: z.boolean(),
      sparse: z.boolean(),
      hidden: z.boolean(),
      partialFilterExpression: StoredDocument.optional(),
      expireAfterSeconds: z.number().optional(),
      multikey: z.boolean(),
      truncated: z.boolean(),
    }),
  ),
});

function encodeCollection({ namespace, id, truncatedIds, indexes }: Collection): Buffer {
  const stored: z.input<typeof StoredCollection> = {
    namespace,
    id,
    truncatedIds,
    indexes: indexes.map((index) => ({
      id: index.id,
      name: index.name,
      key: index.key,
      unique: index.unique,
      sparse: index.sparse,
      hidden: index.hidden,
      partialFilterExpression: index.partial?.expression,
      expireAfterSeconds: index.expireAfterSeconds,
      multikey: index.multikey,
      truncated: index.truncated,
    })),
  };
  return Buffer.from(serialize(stored, { ignoreUndefined: true }));
}

function decodeCollection(bytes: Buffer): Collection {
  const { namespace, id, truncatedIds, indexes } = StoredCollection.parse(deserialize(bytes));
  const [db, name] = splitNamespace(namespace);
  return {
    namespace,
    db,
    name,
    id,
    prefix: idPrefix(id),
    truncatedIds,
    indexes: indexes.map(({ id: indexId, multikey, truncated, ...options }) =>
      buildIndex(indexId, options, { multikey, truncated }),
    ),
  };
}
