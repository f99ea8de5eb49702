/**
 * A slow, literal reading of MongoDB's manual, to hold the real matcher against. It knows only what
 * the generated filters use: null, booleans, numbers (also Long), text, documents and arrays.
 */
import { Long } from 'bson';
import { isArray, type Document } from '../../../src/embedded/document.js';

/** Does a document match a filter? */
export function modelMatches(doc: Document, filter: Document): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    if (name === '$and') return list(wanted).every((part) => modelMatches(doc, object(part)));
    if (name === '$or') return list(wanted).some((part) => modelMatches(doc, object(part)));
    if (name === '$nor') return !list(wanted).some((part) => modelMatches(doc, object(part)));
    return fieldMatches(reach(doc, name), wanted);
  });
}

/** The order of two values: type rank, then value. */
export function modelCompare(a: unknown, b: unknown): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let i = 0; ; i++) {
      if (i >= a.length || i >= b.length) return a.length - b.length;
      const order = modelCompare(a[i], b[i]);
      if (order !== 0) return order;
    }
  }
  if (isObject(a) && isObject(b)) {
    const left = Object.entries(a);
    const right = Object.entries(b);
    for (let i = 0; ; i++) {
      const [x, y] = [left[i], right[i]];
      if (!x || !y) return left.length - right.length;
      if (rank(x[1]) !== rank(y[1])) return rank(x[1]) - rank(y[1]);
      if (x[0] !== y[0]) return x[0] < y[0] ? -1 : 1;
      const order = modelCompare(x[1], y[1]);
      if (order !== 0) return order;
    }
  }
  return 0;
}

export function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Long);
}

export function isNumber(value: unknown): value is number | Long {
  return typeof value === 'number' || value instanceof Long;
}

/** A value a path leads to. */
interface Reached {
  readonly value: unknown;
}

/** "If the field is an array, the elements of the array are also considered": all ways a path can be read. */
function reach(doc: Document, path: string): readonly Reached[] {
  const [name = '', ...rest] = path.split('.');
  return reachIn(doc[name], rest);
}

function reachIn(value: unknown, rest: readonly string[]): readonly Reached[] {
  if (rest.length === 0) return [{ value }];
  if (isObject(value)) return reach(value, rest.join('.'));
  if (!Array.isArray(value)) return [{ value: undefined }];
  const index = Number(rest[0]);
  return [
    ...value.filter(isObject).flatMap((element) => reach(element, rest.join('.'))),
    ...(Number.isInteger(index) && index < value.length ? reachElement(value[index], rest.slice(1)) : []),
  ];
}

/** An element named by its index: it is looked into, but at the end of the path it is not spread. */
function reachElement(value: unknown, rest: readonly string[]): readonly Reached[] {
  if (rest.length === 0) return [{ value: Array.isArray(value) ? new Whole(value) : value }];
  if (isObject(value)) return reach(value, rest.join('.'));
  return Array.isArray(value) ? reachIn(value, rest) : [];
}

/** An array that is meant as one value. */
class Whole {
  constructor(readonly array: readonly unknown[]) {}
}

function fieldMatches(reached: readonly Reached[], wanted: unknown): boolean {
  if (!isObject(wanted) || !Object.keys(wanted)[0]?.startsWith('$')) return anyEquals(reached, wanted);
  return Object.entries(wanted).every(([operator, operand]) => operatorMatches(reached, operator, operand));
}

function operatorMatches(reached: readonly Reached[], operator: string, operand: unknown): boolean {
  switch (operator) {
    case '$eq':
      return anyEquals(reached, operand);
    case '$ne':
      return !anyEquals(reached, operand);
    case '$in':
      return list(operand).some((each) => anyEquals(reached, each));
    case '$nin':
      return !list(operand).some((each) => anyEquals(reached, each));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return spread(reached).some((value) => compares(value, operator, operand));
    case '$exists':
      return spread(reached).some((value) => value !== undefined) === operand;
    case '$type':
      return spread(reached).some((value) => typeName(value) === operand);
    case '$size':
      return whole(reached).some((value) => Array.isArray(value) && value.length === operand);
    case '$all':
      return list(operand).length > 0 && list(operand).every((each) => anyEquals(reached, each));
    case '$not':
      return !fieldMatches(reached, operand);
    case '$mod':
      return spread(reached).some(
        (value) =>
          isNumber(value) && Math.trunc(Number(value)) % Number(list(operand)[0]) === list(operand)[1],
      );
    case '$elemMatch':
      return whole(reached).some(
        (value) => Array.isArray(value) && value.some((element) => elementMatches(element, object(operand))),
      );
    default:
      throw new Error(`the model does not know ${operator}`);
  }
}

function elementMatches(element: unknown, wanted: Document): boolean {
  if (Object.keys(wanted)[0]?.startsWith('$')) {
    const alone = [{ value: Array.isArray(element) ? new Whole(element) : element }];
    return fieldMatches(alone, wanted);
  }
  if (Array.isArray(element)) return modelMatches({ ...element }, wanted);
  return isObject(element) && modelMatches(element, wanted);
}

function anyEquals(reached: readonly Reached[], wanted: unknown): boolean {
  return spread(reached).some((value) => {
    if (wanted === null) return value === null || value === undefined;
    return value !== undefined && rank(value) === rank(wanted) && modelCompare(value, wanted) === 0;
  });
}

function compares(value: unknown, operator: string, bound: unknown): boolean {
  if (bound === null) return (value === null || value === undefined) && operator.endsWith('e');
  if (value === undefined || rank(value) !== rank(bound)) return false;
  const order = modelCompare(value, bound);
  return operator === '$gt'
    ? order > 0
    : operator === '$gte'
      ? order >= 0
      : operator === '$lt'
        ? order < 0
        : order <= 0;
}

/** Values and, for arrays, their elements as well. */
function spread(reached: readonly Reached[]): readonly unknown[] {
  return reached.flatMap(({ value }) => {
    if (value instanceof Whole) return [value.array];
    return isArray(value) ? [...value, value] : [value];
  });
}

function whole(reached: readonly Reached[]): readonly unknown[] {
  return reached.map(({ value }) => (value instanceof Whole ? value.array : value));
}

function rank(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  if (isNumber(value)) return 2;
  if (typeof value === 'string') return 3;
  if (Array.isArray(value)) return 5;
  return typeof value === 'boolean' ? 6 : 4;
}

function typeName(value: unknown): string {
  return (
    ['missing', 'null', value instanceof Long ? 'long' : 'int', 'string', 'object', 'array', 'bool'][
      rank(value)
    ] ?? ''
  );
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function object(value: unknown): Document {
  return isObject(value) ? value : {};
}
