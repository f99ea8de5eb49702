import { Decimal128, Long } from 'bson';
import { calculate } from '../../arithmetic.js';
import { doubleToExact, nearestDouble, toDouble } from '../../bson-number.js';
import { bsonTypeName, describeValue, isNumeric } from '../../bson-type.js';
import { badValue, located, typeMismatch, unsupported } from '../../errors.js';
import { binary, isNil, operands, unary, type Operator, type Operators } from './compiler.js';

/** Adds numbers, and at most one date, whose milliseconds are added to. */
const add: Operator = (operand, compiler) => {
  const list = operands(operand, compiler);
  return (scope) => {
    let sum: unknown = 0;
    let isDate = false;
    for (const each of list) {
      const value = each(scope);
      if (isNil(value)) return null;
      if (value instanceof Date) {
        if (isDate) throw located(16612, 'only one date allowed in an $add expression');
        isDate = true;
        sum = calculate('add', sum, value.getTime(), '$add');
      } else if (isNumeric(value)) sum = calculate('add', sum, value, '$add') ?? overflow('$add');
      else throw typeMismatch(`$add only supports numeric or date types, not ${bsonTypeName(value)}`);
    }
    return isDate ? new Date(nearestDouble(sum)) : sum;
  };
};

function subtract(a: unknown, b: unknown): unknown {
  if (isNil(a) || isNil(b)) return null;
  if (isNumeric(a) && isNumeric(b)) return calculate('subtract', a, b, '$subtract') ?? overflow('$subtract');
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof Date && isNumeric(b)) return new Date(a.getTime() - double(b, '$subtract'));
  throw typeMismatch(`can't $subtract ${bsonTypeName(b)} from ${bsonTypeName(a)}`);
}

const multiply: Operator = (operand, compiler) => {
  const list = operands(operand, compiler);
  return (scope) => {
    let product: unknown = 1;
    for (const each of list) {
      const value = each(scope);
      if (isNil(value)) return null;
      if (!isNumeric(value)) {
        throw typeMismatch(`$multiply only supports numeric types, not ${bsonTypeName(value)}`);
      }
      product = calculate('multiply', product, value, '$multiply') ?? overflow('$multiply');
    }
    return product;
  };
};

function divide(a: unknown, b: unknown): unknown {
  if (isNil(a) || isNil(b)) return null;
  if (!isNumeric(a) || !isNumeric(b)) {
    throw typeMismatch(`$divide only supports numeric types, not ${bsonTypeName(a)} and ${bsonTypeName(b)}`);
  }
  const divisor = double(b, '$divide');
  if (divisor === 0) throw badValue("can't $divide by zero");
  return double(a, '$divide') / divisor;
}

function modulo(a: unknown, b: unknown): unknown {
  if (isNil(a) || isNil(b)) return null;
  if (!isNumeric(a) || !isNumeric(b)) {
    throw located(16611, `$mod only supports numeric types, not ${bsonTypeName(a)} and ${bsonTypeName(b)}`);
  }
  const divisor = double(b, '$mod');
  if (divisor === 0) throw badValue("can't $mod by zero");
  if (a instanceof Long && Number.isSafeInteger(divisor)) return Number(a.toBigInt() % BigInt(divisor));
  return double(a, '$mod') % divisor;
}

/** One number to another, whole numbers staying as they are. */
function rounding(round: (value: number) => number): Operator {
  return unary((value, name) => {
    if (isNil(value)) return null;
    if (!isNumeric(value))
      throw located(28765, `${name} only supports numeric types, not ${bsonTypeName(value)}`);
    return value instanceof Long ? value : round(double(value, name));
  });
}

function absolute(value: unknown, name: string): unknown {
  if (isNil(value)) return null;
  if (!isNumeric(value))
    throw located(28765, `${name} only supports numeric types, not ${bsonTypeName(value)}`);
  if (value instanceof Long) return value.isNegative() ? calculate('subtract', 0, value, name) : value;
  return Math.abs(double(value, name));
}

/** Rounds halves to even, as MongoDB does; an optional second operand is the number of decimal places. */
const round: Operator = (operand, compiler, name) => {
  const [of, places] = operands(operand, compiler);
  return (scope) => {
    const value = of?.(scope);
    const digits = places ? places(scope) : 0;
    if (isNil(value) || isNil(digits)) return null;
    if (!isNumeric(value))
      throw located(51081, `${name} only supports numeric types, not ${bsonTypeName(value)}`);
    const scale = toDouble(digits);
    if (scale === undefined || !Number.isInteger(scale) || scale < -20 || scale > 100) {
      throw located(
        51083,
        `cannot apply ${name} with precision value ${describeValue(digits)}: it must be in [-20, 100]`,
      );
    }
    if (value instanceof Long && scale >= 0) return value;
    return roundHalfEven(double(value, name), scale);
  };
};

/** Exact: 1.255 is stored as 1.25499…, so two places of it are 1.25. */
function roundHalfEven(value: number, places: number): number {
  const { rank, digits, exponent } = doubleToExact(value);
  const dropped = -(exponent + places);
  if (rank !== 0 || dropped <= 0) return value;
  const unit = 10n ** BigInt(dropped);
  const whole = digits / unit;
  const rest = (digits % unit) * 2n;
  const size = rest < 0n ? -rest : rest;
  const isUp = size > unit || (size === unit && whole % 2n !== 0n);
  return Number(`${isUp ? whole + (digits < 0n ? -1n : 1n) : whole}e${-places}`);
}

/** A number as a double; Decimal128 is refused by name rather than rounded. */
function double(value: unknown, usedBy: string): number {
  if (value instanceof Decimal128) throw unsupported('value', `Decimal128 in ${usedBy}`);
  return nearestDouble(value);
}

function overflow(name: string): never {
  throw badValue(`${name} overflowed a 64-bit integer`);
}

export const ARITHMETIC: Operators = {
  $add: add,
  $subtract: binary(subtract),
  $multiply: multiply,
  $divide: binary(divide),
  $mod: binary(modulo),
  $abs: unary(absolute),
  $ceil: rounding(Math.ceil),
  $floor: rounding(Math.floor),
  $trunc: rounding(Math.trunc),
  $round: round,
};
