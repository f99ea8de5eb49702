import { compareValues } from './bson-compare.js';
import { isDocument, type Document } from './document.js';
import { located, unsupported } from './errors.js';
import { getField } from './document.js';
import { leafValues, splitPath } from './paths.js';
import { toDouble } from './bson-number.js';

/** An order of documents. */
export interface Sort {
  readonly fields: readonly { readonly path: string; readonly direction: 1 | -1 }[];
  /** Negative when `a` comes first. Equal documents keep their order only if the sort used is stable. */
  compare(a: Document, b: Document): number;
  /** What a document is ordered by; compare two of them with {@link Sort.compareKeys}. */
  keyOf(doc: Document): unknown[];
  compareKeys(a: readonly unknown[], b: readonly unknown[]): number;
}

/**
 * Compiles a sort such as `{ a: 1, 'b.c': -1 }`. Missing sorts as null; an array by its lowest
 * element going up and its highest going down, an empty one below null.
 * Fails with MongoDB's 15974/15975 for other directions; `$meta` is refused.
 */
export function compileSort(spec: Document): Sort {
  const fields = Object.entries(spec).map(([path, order]) => ({ path, direction: parseDirection(order) }));
  const readers = fields.map(({ path, direction }) => keyReader(path, direction));
  const keyOf = (doc: Document) => readers.map((read) => read(doc));
  const compareKeys = (a: readonly unknown[], b: readonly unknown[]) => {
    for (let i = 0; i < fields.length; i++) {
      const order = compareValues(a[i], b[i]);
      if (order !== 0) return fields[i]?.direction === -1 ? -order : order;
    }
    return 0;
  };
  return { fields, keyOf, compareKeys, compare: (a, b) => compareKeys(keyOf(a), keyOf(b)) };
}

function parseDirection(order: unknown): 1 | -1 {
  if (isDocument(order)) {
    if ('$meta' in order) throw unsupported('expression', '$meta');
    throw located(15974, 'Illegal key in $sort specification');
  }
  const direction = toDouble(order);
  if (direction === 1 || direction === -1) return direction;
  throw located(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
}

function keyReader(path: string, direction: 1 | -1): (doc: Document) => unknown {
  const parts = splitPath(path);
  return (doc) => {
    if (parts.length === 1) {
      const value = getField(doc, path);
      if (!Array.isArray(value)) return value ?? null;
      if (value.length === 0) return undefined;
    } else if (isEmptyLeaf(doc, parts)) return undefined;
    return leafValues(doc, parts)
      .map((value) => value ?? null)
      .reduce((best, value) => (compareValues(value, best) * direction < 0 ? value : best));
  };
}

/** An empty array at the end of the path, reached without any array on the way. */
function isEmptyLeaf(doc: Document, parts: readonly string[]): boolean {
  let value: unknown = doc;
  for (const part of parts) {
    if (!isDocument(value)) return false;
    value = getField(value, part);
  }
  return Array.isArray(value) && value.length === 0;
}
