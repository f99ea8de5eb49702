import { getField, isDocument, setField, type Document } from '../../document.js';

/** A copy of a document with one path set, or removed when the value is undefined. */
export function withValue(doc: Document, parts: readonly string[], value: unknown): Document {
  const [name = '', ...rest] = parts;
  const copy = { ...doc };
  const child = getField(doc, name);
  const next = rest.length === 0 ? value : withValue(isDocument(child) ? child : {}, rest, value);
  if (next === undefined) delete copy[name];
  else setField(copy, name, next);
  return copy;
}
