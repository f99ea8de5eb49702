import { compareNumbers } from '../../bson-number.js';
import { isNumeric } from '../../bson-type.js';

/** Truth as expressions see it: false, null, missing and zero are false, everything else is true. */
export function isTruthy(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === null) return false;
  return !isNumeric(value) || compareNumbers(value, 0) !== 0;
}
