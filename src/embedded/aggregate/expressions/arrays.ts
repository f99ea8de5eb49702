import { compareValues } from '../../bson-compare.js';
import { toDouble } from '../../bson-number.js';
import { bsonTypeName } from '../../bson-type.js';
import { isArray } from '../../document.js';
import { located } from '../../errors.js';
import {
  binary,
  isNil,
  namedArguments,
  unary,
  type Compiler,
  type Evaluate,
  type Operator,
  type Operators,
} from './compiler.js';
import { isTruthy } from './truth.js';

function size(value: unknown): number {
  if (isArray(value)) return value.length;
  throw located(17124, `The argument to $size must be an array, but was of type: ${bsonTypeName(value)}`);
}

/** The element at an index, from the end when negative; missing when there is none. */
function arrayElemAt(array: unknown, index: unknown): unknown {
  if (isNil(array) || isNil(index)) return null;
  if (!isArray(array)) {
    throw located(28689, `$arrayElemAt's first argument must be an array, but is ${bsonTypeName(array)}`);
  }
  const at = toDouble(index);
  if (at === undefined) {
    throw located(
      28690,
      `$arrayElemAt's second argument must be a numeric value, but is ${bsonTypeName(index)}`,
    );
  }
  if (!Number.isInteger(at)) {
    throw located(28691, `$arrayElemAt's second argument must be representable as a 32-bit integer: ${at}`);
  }
  return array.at(at);
}

function isIn(value: unknown, array: unknown): boolean {
  if (isArray(array)) return array.some((element) => compareValues(element, value) === 0);
  throw located(40081, `$in requires an array as a second argument, found: ${bsonTypeName(array)}`);
}

const filter: Operator = (operand, compiler, name) => {
  const named = namedArguments(operand, name, {
    required: ['input', 'cond'],
    optional: ['as', 'limit'],
    code: 28646,
  });
  const input = compiler.compile(named['input']);
  const limit = named['limit'] === undefined ? undefined : compiler.compile(named['limit']);
  const { body, slot } = compileBody(named['cond'], named['as'], compiler);
  return (scope) => {
    const array = input(scope);
    if (isNil(array)) return null;
    if (!isArray(array)) throw located(28651, `input to $filter must be an array not ${bsonTypeName(array)}`);
    const most = limit ? parseLimit(limit(scope)) : Infinity;
    const kept: unknown[] = [];
    for (const element of array) {
      if (kept.length >= most) break;
      scope.slots[slot] = element;
      if (isTruthy(body(scope))) kept.push(element);
    }
    return kept;
  };
};

const map: Operator = (operand, compiler, name) => {
  const named = namedArguments(operand, name, { required: ['input', 'in'], optional: ['as'], code: 16879 });
  const input = compiler.compile(named['input']);
  const { body, slot } = compileBody(named['in'], named['as'], compiler);
  return (scope) => {
    const array = input(scope);
    if (isNil(array)) return null;
    if (!isArray(array)) throw located(16883, `input to $map must be an array not ${bsonTypeName(array)}`);
    return array.map((element) => {
      scope.slots[slot] = element;
      return body(scope) ?? null;
    });
  };
};

function compileBody(expression: unknown, as: unknown, compiler: Compiler): { body: Evaluate; slot: number } {
  const inner = compiler.withVariable(typeof as === 'string' ? as : 'this');
  return { body: inner.compiler.compile(expression), slot: inner.slot };
}

function parseLimit(value: unknown): number {
  if (isNil(value)) return Infinity;
  const limit = toDouble(value);
  if (limit !== undefined && Number.isInteger(limit) && limit > 0) return limit;
  throw located(327392, '$filter: limit must be represented as a 32-bit integral value greater than 0');
}

export const ARRAYS: Operators = {
  $size: unary(size),
  $arrayElemAt: binary(arrayElemAt),
  $in: binary(isIn),
  $filter: filter,
  $map: map,
};
