/** A document as `bson.deserialize` makes it: a plain object whose values are BSON values. */
export type Document = Record<string, unknown>;

/** Whether a BSON value is a sub-document (not an array, date, regular expression or BSON wrapper). */
export function isDocument(value: unknown): value is Document {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Reads an own field. Field names come from clients: a plain `doc[name]` would hand out
 * `Object.prototype` members for names such as `constructor` or `__proto__`.
 */
export function getField(doc: Document, name: string): unknown {
  return Object.hasOwn(doc, name) ? doc[name] : undefined;
}

/** Writes an own field, also one called `__proto__`, without touching any prototype. */
export function setField(doc: Document, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(doc, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    doc[name] = value;
  }
}

/** Whether a value reads as `{$operator: …}`: its first field name starts with a dollar sign. */
export function isOperatorDocument(value: unknown): value is Document {
  if (!isDocument(value)) return false;
  for (const name in value) return name.startsWith('$');
  return false;
}

/** `Array.isArray` that does not let `any` in. */
export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
