import { BSONSymbol, Binary, Code, DBRef, Long, ObjectId, Timestamp } from 'bson';
import { compareDoubles, compareNumbers } from './bson-number.js';
import { bsonTypeName, type BsonTypeName } from './bson-type.js';
import { isDocument, type Document } from './document.js';

/** First byte of an encoded value; equal for types that compare with each other, ascending in BSON order. */
export const TAG = {
  minKey: 0x01,
  undefined: 0x02,
  null: 0x05,
  number: 0x10,
  string: 0x20,
  object: 0x30,
  array: 0x40,
  binData: 0x50,
  objectId: 0x60,
  bool: 0x70,
  date: 0x80,
  timestamp: 0x88,
  regex: 0x90,
  code: 0xa0,
  maxKey: 0xfe,
} as const;

const TAG_OF: Record<BsonTypeName, number> = {
  missing: TAG.undefined,
  undefined: TAG.undefined,
  minKey: TAG.minKey,
  null: TAG.null,
  int: TAG.number,
  long: TAG.number,
  double: TAG.number,
  decimal: TAG.number,
  string: TAG.string,
  symbol: TAG.string,
  object: TAG.object,
  dbPointer: TAG.object,
  array: TAG.array,
  binData: TAG.binData,
  objectId: TAG.objectId,
  bool: TAG.bool,
  date: TAG.date,
  timestamp: TAG.timestamp,
  regex: TAG.regex,
  javascript: TAG.code,
  javascriptWithScope: TAG.code,
  maxKey: TAG.maxKey,
};

/**
 * Orders two values as MongoDB does ("Comparison/Sort Order" in its manual): by type class, then by
 * value. Numbers of all types compare by exact value; documents field by field in their own order.
 * A missing value (undefined) is below null.
 */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  const tag = typeTag(a);
  const otherTag = typeTag(b);
  if (tag !== otherTag) return tag < otherTag ? -1 : 1;
  return compareSameTag(a, b);
}

/** The class of types a value compares within; see {@link TAG}. */
export function typeTag(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return TAG.string;
    case 'number':
    case 'bigint':
      return TAG.number;
    case 'boolean':
      return TAG.bool;
    case 'undefined':
      return TAG.undefined;
    default:
      return objectTag(value);
  }
}

/**
 * Orders strings by their UTF-8 bytes. JavaScript orders by UTF-16 units, which differs where a
 * surrogate pair (any emoji, rare Han characters) meets U+E000..U+FFFF.
 */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) < codePointRank(y) ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** The bytes of a binary value. */
export function binaryBytes(value: unknown): { bytes: Uint8Array; subtype: number } {
  if (value instanceof Binary) return { bytes: value.value(), subtype: value.sub_type };
  if (value instanceof Uint8Array) return { bytes: value, subtype: 0 };
  return { bytes: new Uint8Array(), subtype: 0 };
}

/** The fields of a sub-document; a DBRef is one in MongoDB's eyes. */
export function fieldsOf(value: unknown): Document {
  if (isDocument(value)) return value;
  return value instanceof DBRef ? { ...value.toJSON() } : {};
}

/** The text of a string-like value (strings and the deprecated symbols compare alike). */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof BSONSymbol ? value.valueOf() : '';
}

/** Code as text, with its scope when it has one. */
export function codeText(value: unknown): string {
  return value instanceof Code ? `${value.code}${value.scope ? JSON.stringify(value.scope) : ''}` : '';
}

function compareSameTag(a: unknown, b: unknown): number {
  if (a instanceof ObjectId && b instanceof ObjectId) return compareBytes(a.id, b.id);
  if (a instanceof Date && b instanceof Date) return compareDoubles(a.getTime(), b.getTime());
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (isDocument(a) && isDocument(b)) return compareDocuments(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  if (a instanceof RegExp && b instanceof RegExp) {
    return compareStrings(a.source, b.source) || compareStrings(a.flags, b.flags);
  }
  if (a instanceof Timestamp && b instanceof Timestamp)
    return Long.fromBits(a.low, a.high, true).compare(Long.fromBits(b.low, b.high, true));
  switch (typeTag(a)) {
    case TAG.number:
      return compareNumbers(a, b);
    case TAG.string:
      return compareStrings(textOf(a), textOf(b));
    case TAG.binData:
      return compareBinaries(a, b);
    case TAG.object:
      return compareDocuments(fieldsOf(a), fieldsOf(b));
    case TAG.code:
      return compareStrings(codeText(a), codeText(b));
    default:
      return 0;
  }
}

function compareDocuments(a: Document, b: Document): number {
  const names = Object.keys(a);
  const otherNames = Object.keys(b);
  const length = Math.min(names.length, otherNames.length);
  for (let i = 0; i < length; i++) {
    const name = names[i] ?? '';
    const otherName = otherNames[i] ?? '';
    const x = a[name];
    const y = b[otherName];
    const order = typeTag(x) - typeTag(y) || compareStrings(name, otherName) || compareValues(x, y);
    if (order !== 0) return order < 0 ? -1 : 1;
  }
  return Math.sign(names.length - otherNames.length);
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

/** Binary data: by length, then subtype, then bytes. */
function compareBinaries(a: unknown, b: unknown): number {
  const x = binaryBytes(a);
  const y = binaryBytes(b);
  return (
    Math.sign(x.bytes.length - y.bytes.length || x.subtype - y.subtype) || compareBytes(x.bytes, y.bytes)
  );
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}

/** Moves surrogates above U+E000..U+FFFF, where the code points they stand for belong. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

function objectTag(value: unknown): number {
  if (value === null) return TAG.null;
  if (value instanceof ObjectId) return TAG.objectId;
  if (value instanceof Date) return TAG.date;
  return TAG_OF[bsonTypeName(value)];
}
