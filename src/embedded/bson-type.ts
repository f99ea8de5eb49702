import {
  BSONSymbol,
  Binary,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { isDocument } from './document.js';

/** Name to number of each BSON type as `$type` takes them (MongoDB manual, "BSON Types"). */
export const BSON_TYPES = {
  minKey: -1,
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  maxKey: 127,
} as const;

export type BsonTypeName = keyof typeof BSON_TYPES | 'missing';

const INT32_MIN = -0x80000000;
const INT32_MAX = 0x7fffffff;

/**
 * The BSON type of a value, `missing` for undefined. A JavaScript number has the type its
 * serialisation will have: int when it is a 32-bit integer, else double.
 */
export function bsonTypeName(value: unknown): BsonTypeName {
  switch (typeof value) {
    case 'undefined':
      return 'missing';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'long';
    case 'number':
      return isInt32(value) ? 'int' : 'double';
    default:
      return objectTypeName(value);
  }
}

/** A value as MongoDB prints it inside error messages: `{ a: 1, b: "x" }`, `ObjectId('…')`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(describeValue).join(', ')} ]`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Binary) return `BinData(${value.sub_type}, ${value.toString('hex').toUpperCase()})`;
  if (isNumberWrapper(value)) return value.toString();
  if (isDocument(value)) {
    const fields = Object.entries(value).map(([name, field]) => `${name}: ${describeValue(field)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return bsonTypeName(value);
}

/** Whether a value is one of BSON's numeric types. */
export function isNumeric(value: unknown): value is number | bigint | NumberWrapper {
  return typeof value === 'number' || typeof value === 'bigint' || isNumberWrapper(value);
}

export type NumberWrapper = Long | Int32 | Double | Decimal128;

/** Whether a value is a number in a BSON wrapper class. A Timestamp extends Long but is no number. */
export function isNumberWrapper(value: unknown): value is NumberWrapper {
  return (
    (value instanceof Long && !(value instanceof Timestamp)) ||
    value instanceof Decimal128 ||
    value instanceof Int32 ||
    value instanceof Double
  );
}

function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= INT32_MIN && value <= INT32_MAX && !Object.is(value, -0);
}

function wrapperTypeName(value: unknown): BsonTypeName {
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Date) return 'date';
  if (value instanceof Binary || ArrayBuffer.isView(value)) return 'binData';
  if (value instanceof Timestamp) return 'timestamp';
  if (value instanceof Long) return 'long';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof Int32) return 'int';
  if (value instanceof Double) return 'double';
  if (value instanceof RegExp) return 'regex';
  if (value instanceof MinKey) return 'minKey';
  if (value instanceof MaxKey) return 'maxKey';
  if (value instanceof Code) return value.scope ? 'javascriptWithScope' : 'javascript';
  if (value instanceof BSONSymbol) return 'symbol';
  if (value instanceof DBRef) return 'object';
  return 'undefined';
}

function objectTypeName(value: unknown): BsonTypeName {
  if (value === null) return 'null';
  if (isDocument(value)) return 'object';
  if (Array.isArray(value)) return 'array';
  return wrapperTypeName(value);
}
