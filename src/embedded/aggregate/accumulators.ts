import { Decimal128 } from 'bson';
import { calculate } from '../arithmetic.js';
import { compareValues } from '../bson-compare.js';
import { nearestDouble } from '../bson-number.js';
import { isNumeric } from '../bson-type.js';
import { isDocument, isOperatorDocument, type Document } from '../document.js';
import { StoreError, located, unsupported } from '../errors.js';
import { estimateBytes } from './chunks.js';
import { compileExpression } from './expression.js';
import type { Variables } from './expressions/compiler.js';
import { groupKey } from './group-key.js';

/** Gathers the values of one group for one output field. */
export interface Accumulator {
  /** Takes the next value (undefined when missing); returns how many more bytes it holds. */
  add(value: unknown): number;
  result(): unknown;
}

const ACCUMULATORS: Readonly<Record<string, () => Accumulator>> = {
  $sum: sum,
  $avg: average,
  $min: () => extreme(-1),
  $max: () => extreme(1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $count: count,
};

/** The accumulators this store has. */
export const ACCUMULATOR_NAMES: ReadonlySet<string> = new Set(Object.keys(ACCUMULATORS));

/** One output field of a group. */
export interface AccumulatorSpec {
  readonly name: string;
  readonly evaluate: (doc: Document) => unknown;
  readonly create: () => Accumulator;
}

/** Compiles `{field: {$accumulator: expression}}`; 15952 for an accumulator this store does not have. */
export function compileAccumulator(name: string, spec: unknown, variables: Variables): AccumulatorSpec {
  if (name.includes('.')) throw located(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) throw located(40236, `The field name '${name}' cannot be an operator name`);
  if (!isOperatorDocument(spec)) throw located(40234, `The field '${name}' must be an accumulator object`);
  const [operator = '', ...others] = Object.keys(spec);
  if (others.length > 0) throw located(40238, `The field '${name}' must specify one accumulator`);
  const create = Object.hasOwn(ACCUMULATORS, operator) ? ACCUMULATORS[operator] : undefined;
  if (!create) throw unsupported('accumulator', operator);
  const operand = spec[operator];
  if (operator !== '$count') return { name, evaluate: compileExpression(operand, variables), create };
  if (!isDocument(operand) || Object.keys(operand).length > 0) {
    throw new StoreError(14, 'TypeMismatch', '$count takes no arguments, i.e. $count:{}');
  }
  return { name, evaluate: () => 1, create };
}

/** Numbers only; anything else counts as 0. */
function sum(): Accumulator {
  let total: unknown = 0;
  return {
    add: (value) => {
      if (isNumeric(value)) total = addExactly(total, value, '$sum');
      return 0;
    },
    result: () => total,
  };
}

function average(): Accumulator {
  let total: unknown = 0;
  let values = 0;
  return {
    add: (value) => {
      if (!isNumeric(value)) return 0;
      total = addExactly(total, value, '$avg');
      values++;
      return 0;
    },
    result: () => (values === 0 ? null : nearestDouble(total) / values),
  };
}

/** Sums stay exact as long as 64 bits hold them, then go on as doubles. */
function addExactly(total: unknown, value: unknown, name: string): unknown {
  if (value instanceof Decimal128) throw unsupported('value', `Decimal128 in ${name}`);
  return calculate('add', total, value, name) ?? nearestDouble(total) + nearestDouble(value);
}

/** Null and missing do not take part. */
function extreme(sign: 1 | -1): Accumulator {
  let best: unknown = null;
  return {
    add: (value) => {
      if (value === undefined || value === null) return 0;
      if (best === null || compareValues(value, best) * sign > 0) best = value;
      return 0;
    },
    result: () => best,
  };
}

function first(): Accumulator {
  let found: { value: unknown } | undefined;
  return {
    add: (value) => {
      found ??= { value };
      return 0;
    },
    result: () => found?.value ?? null,
  };
}

function last(): Accumulator {
  let latest: unknown;
  return {
    add: (value) => {
      latest = value;
      return 0;
    },
    result: () => latest ?? null,
  };
}

function push(): Accumulator {
  const values: unknown[] = [];
  return {
    add: (value) => {
      if (value === undefined) return 0;
      values.push(value);
      return estimateBytes(value);
    },
    result: () => values,
  };
}

function addToSet(): Accumulator {
  const values = new Map<string, unknown>();
  return {
    add: (value) => {
      if (value === undefined) return 0;
      const key = groupKey(value);
      if (values.has(key)) return 0;
      values.set(key, value);
      return estimateBytes(value) + key.length * 2;
    },
    result: () => [...values.values()],
  };
}

function count(): Accumulator {
  let documents = 0;
  return {
    add: () => {
      documents++;
      return 0;
    },
    result: () => documents,
  };
}
