import { encodeKey } from './bson-order.js';
import { getField, isDocument, type Document } from './document.js';
import { StoreError } from './errors.js';
import { leafValues } from './paths.js';
import type { Index } from './catalog.js';

/** What one document contributes to one index. */
export interface IndexEntries {
  /** Encoded values without the `_id` that follows them in the stored key; no key twice. */
  keys: readonly Buffer[];
  multikey: boolean;
  truncated: boolean;
}

const NO_ENTRIES: IndexEntries = { keys: [], multikey: false, truncated: false };

/** Computes a document's index entries. Fails with 171 when two fields of the index are different arrays. */
export function indexEntries(index: Index, doc: Document): IndexEntries {
  if (index.partial && !index.partial.filter.test(doc)) return NO_ENTRIES;
  const scalars = scalarValues(index, doc);
  if (scalars) {
    if (index.sparse && scalars.every((value) => value === undefined)) return NO_ENTRIES;
    const { key, truncated } = encodeKey(index.prefix, scalars, index.dirs);
    return { keys: [key], multikey: false, truncated };
  }
  return multikeyEntries(index, doc);
}

/** The first value of each field, for the message of a duplicate. */
export function indexValues(index: Index, doc: Document): Document {
  return Object.fromEntries(
    index.paths.map((path, i) => [path, leafValues(doc, index.parts[i] ?? [])[0] ?? null]),
  );
}

/** The values when no array is involved, which is nearly always. */
function scalarValues(index: Index, doc: Document): unknown[] | undefined {
  const values: unknown[] = [];
  for (const parts of index.parts) {
    let value: unknown = doc;
    for (const part of parts) {
      if (Array.isArray(value)) return undefined;
      value = isDocument(value) ? getField(value, part) : undefined;
    }
    if (Array.isArray(value)) return undefined;
    values.push(value);
  }
  return values;
}

function multikeyEntries(index: Index, doc: Document): IndexEntries {
  const fields = index.parts.map((parts) => ({
    root: arrayRoot(doc, parts),
    values: leafValues(doc, parts),
  }));
  if (index.sparse && fields.every(({ values }) => values.every((value) => value === undefined)))
    return NO_ENTRIES;
  const roots = new Set(fields.flatMap(({ root }) => (root === undefined ? [] : [root])));
  if (roots.size > 1) {
    throw new StoreError(
      171,
      'CannotIndexParallelArrays',
      `cannot index parallel arrays [${[...roots].reverse().join('] [')}]`,
    );
  }
  const keys = new Map<string, Buffer>();
  let truncated = false;
  for (const values of combine(fields)) {
    const encoded = encodeKey(index.prefix, values, index.dirs);
    keys.set(encoded.key.toString('latin1'), encoded.key);
    truncated ||= encoded.truncated;
  }
  return { keys: [...keys.values()], multikey: true, truncated };
}

/** The path of the first array on the way, or undefined. */
function arrayRoot(doc: Document, parts: readonly string[]): string | undefined {
  let value: unknown = doc;
  for (let i = 0; i <= parts.length; i++) {
    if (Array.isArray(value)) return parts.slice(0, i).join('.');
    if (!isDocument(value)) return undefined;
    value = getField(value, parts[i] ?? '');
  }
  return undefined;
}

/**
 * Fields below one array go element by element; where nested arrays make their counts differ, every combination is
 * entered, which finds all that must be found.
 */
function combine(fields: readonly { root: string | undefined; values: readonly unknown[] }[]): unknown[][] {
  const counts = new Set(fields.filter(({ root }) => root !== undefined).map(({ values }) => values.length));
  const [count] = counts;
  if (counts.size === 1 && count !== undefined) {
    return Array.from({ length: count }, (_, i) =>
      fields.map(({ root, values }) => (root === undefined ? values[0] : values[i])),
    );
  }
  return fields.reduce<unknown[][]>(
    (rows, { values }) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}
