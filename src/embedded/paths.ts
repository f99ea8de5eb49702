import { getField, isDocument, type Document } from './document.js';

/** How a path that ends at an array is read: its elements and then the array, or the array alone. */
export type LeafArrays = 'elements' | 'whole';

/**
 * Receives one value a path leads to (undefined when missing) and the index of the outermost array
 * element passed implicitly on the way, which is what the positional `$` stands for. Returns true to stop.
 */
export type Visit = (value: unknown, position: number | undefined) => boolean;

/** Splits a dotted path. */
export function splitPath(path: string): string[] {
  return path.includes('.') ? path.split('.') : [path];
}

/** Whether a path part may name an array element: digits, without leading zeros. */
export function isIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/**
 * Visits every value a query path leads to, as mongod's matcher does: arrays on the way are entered
 * implicitly (documents in them, or the element a number names), a missing field is visited once as
 * undefined, but elements that are no documents give nothing. Returns whether a visit returned true.
 */
export function walkPath(
  doc: Document,
  parts: readonly string[],
  leaf: LeafArrays,
  visit: Visit,
  at = 0,
): boolean {
  let value: unknown = doc;
  let depth = at;
  while (depth < parts.length && isDocument(value)) value = getField(value, parts[depth++] ?? '');
  if (!Array.isArray(value)) return visit(depth === parts.length ? value : undefined, undefined);
  if (depth === parts.length) return visitLeafArray(value, leaf, visit);
  return walkArray(value, parts, depth, leaf, visit);
}

/**
 * The values a path leads to for sorting, distinct and indexes: arrays at the end are spread
 * (an empty one counts as undefined), null or a scalar on the way gives undefined.
 */
export function leafValues(doc: Document, parts: readonly string[]): unknown[] {
  const values: unknown[] = [];
  collect(doc, parts, 0, values);
  return values;
}

/**
 * The value at a path read literally, as projections and error messages need it: documents by name,
 * arrays by index, nothing implicit.
 */
export function valueAt(doc: Document, parts: readonly string[]): unknown {
  let value: unknown = doc;
  for (const part of parts) {
    if (isDocument(value)) value = getField(value, part);
    else if (Array.isArray(value) && isIndex(part)) value = value[Number(part)];
    else return undefined;
  }
  return value;
}

function visitLeafArray(array: readonly unknown[], leaf: LeafArrays, visit: Visit): boolean {
  if (leaf === 'elements') {
    for (let i = 0; i < array.length; i++) if (visit(array[i], i)) return true;
  }
  return visit(array, undefined);
}

function walkArray(
  array: readonly unknown[],
  parts: readonly string[],
  depth: number,
  leaf: LeafArrays,
  visit: Visit,
): boolean {
  const part = parts[depth] ?? '';
  const named = isIndex(part) ? Number(part) : -1;
  for (let i = 0; i < array.length; i++) {
    const element: unknown = array[i];
    if (isDocument(element)) {
      if (walkPath(element, parts, leaf, (value) => visit(value, i), depth)) return true;
    }
    if (i !== named) continue;
    // The path names this element itself, so nothing on this way is an implicit position.
    if (depth + 1 === parts.length) {
      if (visit(element, undefined)) return true;
    } else if (isDocument(element)) {
      if (walkPath(element, parts, leaf, visit, depth + 1)) return true;
    } else if (Array.isArray(element)) {
      if (walkArray(element, parts, depth + 1, leaf, visit)) return true;
    }
  }
  return false;
}

function collect(value: unknown, parts: readonly string[], depth: number, into: unknown[]): void {
  if (depth === parts.length) {
    if (!Array.isArray(value)) into.push(value);
    else if (value.length === 0) into.push(undefined);
    else for (const element of value) into.push(element);
    return;
  }
  const part = parts[depth] ?? '';
  if (isDocument(value)) {
    collect(getField(value, part), parts, depth + 1, into);
  } else if (Array.isArray(value) && value.length > 0) {
    const named = isIndex(part) && Number(part) < value.length;
    if (named) collect(value[Number(part)], parts, depth + 1, into);
    for (const element of value) {
      // Beside the element a number names, documents that have a field of that name count, as in filters.
      if (!named) collect(isDocument(element) ? element : undefined, parts, depth, into);
      else if (isDocument(element) && Object.hasOwn(element, part)) collect(element, parts, depth, into);
    }
  } else {
    into.push(undefined);
  }
}
