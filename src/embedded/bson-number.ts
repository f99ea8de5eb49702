import { Decimal128, Double, Int32, Long } from 'bson';
import { isNumberWrapper } from './bson-type.js';

/** A number without loss: `digits × 10^exponent` when rank is 0, else NaN (-2) or an infinity (-1, 1). */
export interface Exact {
  readonly rank: -2 | -1 | 0 | 1;
  readonly digits: bigint;
  readonly exponent: number;
}

/** Orders two BSON numbers of any types by exact value; NaN is lowest, -0 equals 0. */
export function compareNumbers(a: unknown, b: unknown): number {
  const x = toDouble(a);
  const y = toDouble(b);
  if (x !== undefined && y !== undefined) return compareDoubles(x, y);
  return compareExact(toExact(a), toExact(b));
}

/** Orders two doubles; NaN is lowest and equals itself. */
export function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  if (!Number.isNaN(a)) return 1;
  return Number.isNaN(b) ? 0 : -1;
}

/** The double equal to a BSON number; undefined for what no double equals and for all other values. */
export function toDouble(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (!isNumberWrapper(value)) return undefined;
  if (value instanceof Int32 || value instanceof Double) return value.valueOf();
  if (value instanceof Long) {
    const double = value.toNumber();
    return Number.isSafeInteger(double) ? double : undefined;
  }
  return undefined;
}

/** The double nearest to a BSON number (with loss for large longs and most decimals); NaN for other values. */
export function nearestDouble(value: unknown): number {
  return toDouble(value) ?? (isNumberWrapper(value) ? Number(value.toString()) : Number.NaN);
}

/** The exact value of any BSON number. */
export function toExact(value: unknown): Exact {
  if (value instanceof Decimal128) return parseDecimal(value.toString());
  if (value instanceof Long) return finite(value.toBigInt(), 0);
  if (typeof value === 'bigint') return finite(value, 0);
  return doubleToExact(nearestDouble(value));
}

export function compareExact(a: Exact, b: Exact): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  const sign = compareBigInts(a.digits, 0n);
  const otherSign = compareBigInts(b.digits, 0n);
  if (sign !== otherSign) return sign < otherSign ? -1 : 1;
  if (sign === 0) return 0;
  // Numbers of different size are told apart without writing out thousands of zeros.
  const size = magnitude(a) - magnitude(b);
  if (size !== 0) return size > 0 ? sign : -sign;
  const exponent = Math.min(a.exponent, b.exponent);
  return compareBigInts(
    a.digits * 10n ** BigInt(a.exponent - exponent),
    b.digits * 10n ** BigInt(b.exponent - exponent),
  );
}

/** The largest double that is not above a finite exact value (-Infinity when all are above). */
export function floorDouble(exact: Exact): number {
  const nearest = Number(`${exact.digits}e${exact.exponent}`);
  return compareExact(doubleToExact(nearest), exact) <= 0 ? nearest : doubleBelow(nearest);
}

/** Every finite double is a binary fraction, hence an exact decimal: `m × 2^-k = m × 5^k × 10^-k`. */
export function doubleToExact(value: number): Exact {
  if (Number.isNaN(value)) return { rank: -2, digits: 0n, exponent: 0 };
  if (!Number.isFinite(value)) return { rank: value < 0 ? -1 : 1, digits: 0n, exponent: 0 };
  if (Number.isInteger(value)) return finite(BigInt(value), 0);
  let mantissa = value;
  let scale = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    scale++;
  }
  return finite(BigInt(mantissa) * 5n ** BigInt(scale), -scale);
}

/** The power of ten just above the absolute value. */
function magnitude({ digits, exponent }: Exact): number {
  return (digits < 0n ? -digits : digits).toString().length + exponent;
}

function compareBigInts(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function finite(digits: bigint, exponent: number): Exact {
  return { rank: 0, digits, exponent };
}

function parseDecimal(text: string): Exact {
  if (text === 'NaN') return doubleToExact(Number.NaN);
  if (text.endsWith('Infinity')) return doubleToExact(text.startsWith('-') ? -Infinity : Infinity);
  const [mantissa = '0', exponent = '0'] = text.split('E');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return finite(BigInt(whole + fraction), Number(exponent) - fraction.length);
}

const scratch = new DataView(new ArrayBuffer(8));

function doubleBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  scratch.setFloat64(0, value);
  const bits = scratch.getBigInt64(0);
  scratch.setBigInt64(0, value > 0 ? bits - 1n : bits + 1n);
  return scratch.getFloat64(0);
}
