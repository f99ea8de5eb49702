import { Long } from 'bson';
import { describeValue, isNumeric } from '../bson-type.js';
import { nearestDouble, toDouble } from '../bson-number.js';
import { badValue } from '../errors.js';
import { leafTest, onValue, type Predicate, type ValueTest } from './predicate.js';

/** `$elemMatch`: an array with an element that satisfies all operators, or the test of a sub-document. */
export function elementPredicate(wanted: readonly Predicate[] | ValueTest): Predicate {
  const test = typeof wanted === 'function' ? wanted : onValue({ type: 'all', of: wanted });
  const indexIn = (value: unknown) => (Array.isArray(value) ? value.findIndex(test) : -1);
  return { type: 'leaf', leaf: 'whole', test: (value) => indexIn(value) >= 0, indexIn };
}

/** `$size`: an array of exactly this length. */
export function sizePredicate(size: unknown): Predicate {
  const wanted = toDouble(size);
  if (wanted === undefined || !Number.isInteger(wanted)) {
    throw badValue(`Failed to parse $size. Expected an integer: $size: ${describeValue(size)}`);
  }
  if (wanted < 0)
    throw badValue(`Failed to parse $size. Expected a non-negative number in: $size: ${wanted}`);
  return leafTest((value) => Array.isArray(value) && value.length === wanted, 'whole');
}

/** `$mod: [divisor, remainder]`, on the integer part of numbers. */
export function moduloPredicate(value: unknown): Predicate {
  if (!Array.isArray(value)) throw badValue('malformed mod, needs to be an array');
  if (value.length < 2) throw badValue('malformed mod, not enough elements');
  if (value.length > 2) throw badValue('malformed mod, too many elements');
  const [divisor, remainder] = value.map((part: unknown) => Math.trunc(nearestDouble(part)));
  if (!Number.isSafeInteger(divisor)) throw badValue('malformed mod, divisor not a number');
  if (!Number.isSafeInteger(remainder)) throw badValue('malformed mod, remainder not a number');
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return leafTest((candidate) => {
    if (!isNumeric(candidate)) return false;
    if (candidate instanceof Long)
      return candidate.toBigInt() % BigInt(divisor ?? 1) === BigInt(remainder ?? 0);
    const number = nearestDouble(candidate);
    return Number.isFinite(number) && Math.trunc(number) % (divisor ?? 1) === remainder;
  });
}
