import { ObjectId } from 'bson';
import { compareNumbers, nearestDouble } from '../bson-number.js';
import { isNumeric } from '../bson-type.js';
import { encodeKey } from '../key-encoding.js';

const NO_PREFIX = Buffer.alloc(0);

/** A string equal for equal values and only for them, whatever their numeric type; missing counts as null. */
export function groupKey(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'number') return `n${value}`;
  if (value instanceof ObjectId) return `o${value.toHexString()}`;
  if (value instanceof Date) return `d${value.getTime()}`;
  if (isNumeric(value)) {
    const nearest = nearestDouble(value);
    if (compareNumbers(nearest, value) === 0) return `n${nearest}`;
  }
  return `x${encodeKey(NO_PREFIX, [value]).key.toString('latin1')}`;
}
