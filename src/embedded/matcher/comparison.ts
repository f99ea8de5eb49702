import { MaxKey, MinKey } from 'bson';
import { TAG, compareStrings, compareValues, typeTag } from '../bson-compare.js';
import { nearestDouble } from '../bson-number.js';
import { badValue } from '../errors.js';
import { leafTest, type Predicate, type ValueTest } from './predicate.js';

export type ComparisonOperator = '$gt' | '$gte' | '$lt' | '$lte';

/** Equality with a value; null also equals a missing field. */
export function equals(value: unknown): Predicate {
  return leafTest(equalityTest(value));
}

export function equalityTest(wanted: unknown): ValueTest {
  if (wanted === null || wanted === undefined) return (value) => value === null || value === undefined;
  if (typeof wanted === 'string') {
    return (value) => value === wanted || (typeof value === 'object' && compareValues(value, wanted) === 0);
  }
  if (typeof wanted === 'number' && !Number.isNaN(wanted)) {
    return (value) => value === wanted || (typeof value === 'object' && compareValues(value, wanted) === 0);
  }
  return (value) => compareValues(value, wanted) === 0;
}

/**
 * `$gt` and its kin: only values of the same type class compare (a number is never above a string),
 * except against MinKey and MaxKey. NaN is neither above nor below a number. `{$gte: null}` means null or missing.
 */
export function comparePredicate(operator: ComparisonOperator, bound: unknown): Predicate {
  if (bound instanceof RegExp)
    throw badValue(`Can't have RegEx as arg to predicate over field with ${operator}.`);
  const admits = admitted(operator);
  if (bound === null || bound === undefined) {
    return leafTest((value) => (value === null || value === undefined) && admits(0));
  }
  if (bound instanceof MinKey || bound instanceof MaxKey) {
    return leafTest((value) => value !== undefined && admits(compareValues(value, bound)));
  }
  return leafTest(boundTest(bound, admits));
}

function boundTest(bound: unknown, admits: (order: number) => boolean): ValueTest {
  const tag = typeTag(bound);
  if (tag === TAG.number) return numberBoundTest(bound, admits);
  if (typeof bound === 'string') {
    return (value) =>
      typeof value === 'string'
        ? admits(compareStrings(value, bound))
        : typeTag(value) === tag && admits(compareValues(value, bound));
  }
  return (value) => typeTag(value) === tag && admits(compareValues(value, bound));
}

function numberBoundTest(bound: unknown, admits: (order: number) => boolean): ValueTest {
  if (Number.isNaN(nearestDouble(bound))) {
    return (value) => typeTag(value) === TAG.number && Number.isNaN(nearestDouble(value)) && admits(0);
  }
  return (value) => {
    if (typeof value === 'number') return !Number.isNaN(value) && admits(compareValues(value, bound));
    return (
      typeTag(value) === TAG.number &&
      !Number.isNaN(nearestDouble(value)) &&
      admits(compareValues(value, bound))
    );
  };
}

function admitted(operator: ComparisonOperator): (order: number) => boolean {
  switch (operator) {
    case '$gt':
      return (order) => order > 0;
    case '$gte':
      return (order) => order >= 0;
    case '$lt':
      return (order) => order < 0;
    case '$lte':
      return (order) => order <= 0;
  }
}
