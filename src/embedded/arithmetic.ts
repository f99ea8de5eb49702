import { Decimal128, Long } from 'bson';
import { nearestDouble, toDouble } from './bson-number.js';
import { unsupported } from './errors.js';

export type Arithmetic = 'add' | 'subtract' | 'multiply';

/**
 * Adds, subtracts or multiplies two BSON numbers. Integers stay exact up to 64 bits (a Long when a double could not hold the
 * result); undefined when a Long operand would overflow. Decimal128 is refused by name.
 */
export function calculate(kind: Arithmetic, a: unknown, b: unknown, usedBy: string): unknown {
  if (a instanceof Decimal128 || b instanceof Decimal128)
    throw unsupported('value', `Decimal128 in ${usedBy}`);
  const x = toDouble(a);
  const y = toDouble(b);
  if (x !== undefined && y !== undefined) {
    const result = inDoubles(kind, x, y);
    const isExact = Number.isSafeInteger(result) || !Number.isSafeInteger(x) || !Number.isSafeInteger(y);
    // Adding 0 turns the -0 of `0 × -1` into the 0 that whole numbers have.
    return isExact ? result + 0 : (inLongs(kind, BigInt(x), BigInt(y)) ?? result);
  }
  const p = toBigInt(a);
  const q = toBigInt(b);
  if (p === undefined || q === undefined) return inDoubles(kind, nearestDouble(a), nearestDouble(b));
  return inLongs(kind, p, q);
}

function toBigInt(value: unknown): bigint | undefined {
  if (value instanceof Long) return value.toBigInt();
  const double = toDouble(value);
  return Number.isSafeInteger(double) ? BigInt(double ?? 0) : undefined;
}

function inDoubles(kind: Arithmetic, a: number, b: number): number {
  switch (kind) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
  }
}

function inLongs(kind: Arithmetic, a: bigint, b: bigint): unknown {
  const result = kind === 'add' ? a + b : kind === 'subtract' ? a - b : a * b;
  if (BigInt.asIntN(64, result) !== result) return undefined;
  const double = Number(result);
  return Number.isSafeInteger(double) ? double : Long.fromBigInt(result);
}
