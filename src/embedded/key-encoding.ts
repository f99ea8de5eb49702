import { createHash } from 'node:crypto';
import { Long, ObjectId, Timestamp } from 'bson';
import { compareExact, doubleToExact, floorDouble, toDouble, toExact, type Exact } from './bson-number.js';
import { TAG, binaryBytes, codeText, fieldsOf, textOf, typeTag } from './bson-compare.js';

/** An index key: memcmp order of keys is BSON order of the values, as long as none was cut. */
export interface EncodedKey {
  readonly key: Buffer;
  /** Whether some value was too long and is represented by its first bytes and a hash. */
  readonly truncated: boolean;
  /**
   * The key up to the end of the first cut value's kept bytes; equals `key` when nothing was cut.
   * A range bound that was cut must start at `stem` and end before `successor(stem)`: within the
   * stem, order is that of hashes and says nothing.
   */
  readonly stem: Buffer;
}

// LMDB refuses keys above 1978 bytes. A key is prefix + values + encoded _id; the three limits add up.
const MAX_PREFIX = 16;
const HASH_BYTES = 20;
const MAX_STEM = 320;
const MAX_VALUES = 1978 - MAX_PREFIX - (MAX_STEM + HASH_BYTES);
const MAX_FIELDS = 32;
const MIN_FIELD = 24;

/**
 * Encodes index values (or an `_id`) after `prefix` (at most 16 bytes). Keys concatenate: the key of
 * `[a]` is a byte prefix of the key of `[a, b]`, so equality on leading fields is a prefix range.
 * A missing value encodes as null, as MongoDB indexes it. `dirs` holds 1 or -1 per value.
 */
export function encodeKey(
  prefix: Buffer,
  values: readonly unknown[],
  dirs: readonly number[] = [],
): EncodedKey {
  if (prefix.length > MAX_PREFIX)
    throw new RangeError(`key prefix of ${prefix.length} bytes, at most ${MAX_PREFIX} fit`);
  if (values.length > MAX_FIELDS)
    throw new RangeError(`${values.length} values in one key, at most ${MAX_FIELDS} fit`);
  length = 0;
  writeBytes(prefix);
  let stemEnd = -1;
  for (let i = 0; i < values.length; i++) {
    const start = length;
    writeValue(values[i]);
    // What the fields to come need at the least is kept free, so the limit depends on the fields
    // before only and equal leading values always give equal leading bytes.
    const room = MAX_VALUES - (start - prefix.length) - MIN_FIELD * (MAX_FIELDS - 1 - i);
    const keep = Math.min(MAX_STEM, room - HASH_BYTES);
    if (length - start > keep) {
      const hash = createHash('sha256').update(buffer.subarray(start, length)).digest();
      length = start + keep;
      if (stemEnd < 0) stemEnd = length;
      writeBytes(hash.subarray(0, HASH_BYTES));
    }
    if ((dirs[i] ?? 1) < 0) for (let at = start; at < length; at++) buffer[at] = ~(buffer[at] ?? 0);
  }
  const key = Buffer.from(buffer.subarray(0, length));
  return stemEnd < 0
    ? { key, truncated: false, stem: key }
    : { key, truncated: true, stem: key.subarray(0, stemEnd) };
}

/** The smallest key above every key that starts with `key`. */
export function successor(key: Buffer): Buffer {
  for (let i = key.length - 1; i >= 0; i--) {
    const byte = key[i] ?? 0xff;
    if (byte !== 0xff) {
      const next = Buffer.from(key.subarray(0, i + 1));
      next[i] = byte + 1;
      return next;
    }
  }
  return Buffer.alloc(MAX_PREFIX, 0xff);
}

// One writer, reused: encoding is synchronous and never re-entered, and allocating per key costs more than encoding.
let buffer = Buffer.allocUnsafe(1 << 16);
let length = 0;

function reserve(bytes: number): void {
  if (length + bytes <= buffer.length) return;
  const larger = Buffer.allocUnsafe(buffer.length * 2 + bytes);
  buffer.copy(larger, 0, 0, length);
  buffer = larger;
}

function writeByte(byte: number): void {
  reserve(1);
  buffer[length++] = byte;
}

function writeBytes(bytes: Uint8Array): void {
  reserve(bytes.length);
  buffer.set(bytes, length);
  length += bytes.length;
}

/** Text ends in 00 00; a zero byte inside becomes 00 FF, so that a prefix sorts first. */
function writeText(text: string): void {
  const size = Buffer.byteLength(text);
  reserve(size * 2 + 2);
  const start = length;
  length += buffer.write(text, length);
  if (text.includes('\0')) {
    const raw = Buffer.from(buffer.subarray(start, length));
    length = start;
    for (const byte of raw) {
      buffer[length++] = byte;
      if (byte === 0) buffer[length++] = 0xff;
    }
  }
  buffer[length++] = 0;
  buffer[length++] = 0;
}

function writeValue(value: unknown): void {
  const tag = value === undefined ? TAG.null : typeTag(value);
  writeByte(tag);
  if (tag === TAG.number) writeNumber(value);
  else if (tag === TAG.string) writeText(textOf(value));
  else if (value instanceof ObjectId) writeBytes(value.id);
  else if (value instanceof Date) writeDate(value);
  else if (value instanceof Timestamp) writeBytes(unsignedBytes(value));
  else if (typeof value === 'boolean') writeByte(value ? 1 : 0);
  else if (Array.isArray(value)) writeArray(value);
  else if (tag === TAG.object) writeFields(value);
  else if (tag === TAG.binData) writeBinary(value);
  else if (tag === TAG.code) writeText(codeText(value));
  else if (value instanceof RegExp) {
    writeText(value.source);
    writeText(value.flags);
  }
}

function writeArray(values: readonly unknown[]): void {
  for (const value of values) writeValue(value);
  writeByte(0);
}

function writeFields(value: unknown): void {
  for (const [name, field] of Object.entries(fieldsOf(value))) {
    writeByte(typeTag(field));
    writeText(name);
    writeValue(field);
  }
  writeByte(0);
}

function writeBinary(value: unknown): void {
  const { bytes, subtype } = binaryBytes(value);
  reserve(5);
  length = buffer.writeUInt32BE(bytes.length, length);
  writeByte(subtype);
  writeBytes(bytes);
}

/**
 * A number is the largest double not above it, order-preserving, then 00 when they are equal, else
 * 01 and the number's decimal digits, which order the numbers that share that double.
 */
function writeNumber(value: unknown): void {
  const double = toDouble(value);
  if (double !== undefined) {
    writeDouble(double);
    writeByte(0);
    return;
  }
  const exact = toExact(value);
  if (exact.rank !== 0) {
    writeDouble(exact.rank === -2 ? Number.NaN : exact.rank * Infinity);
    writeByte(0);
    return;
  }
  const floor = floorDouble(exact);
  writeDouble(floor);
  if (compareExact(doubleToExact(floor), exact) === 0) {
    writeByte(0);
  } else {
    writeByte(1);
    writeDigits(exact);
  }
}

function writeDouble(value: number): void {
  reserve(8);
  if (Number.isNaN(value)) buffer.fill(0, length, length + 8);
  else {
    buffer.writeDoubleBE(value === 0 ? 0 : value, length);
    if (value < 0) for (let i = 0; i < 8; i++) buffer[length + i] = ~(buffer[length + i] ?? 0);
    else buffer[length] = (buffer[length] ?? 0) | 0x80;
  }
  length += 8;
}

/** Sign-aware scientific form: exponent of the first digit, digits, a terminator; complemented below zero. */
function writeDigits({ digits, exponent }: Exact): void {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString();
  const start = length;
  reserve(3 + text.length);
  length = buffer.writeUInt16BE(exponent + text.length + 0x4000, length);
  length += buffer.write(text.replace(/0+$/, ''), length, 'latin1');
  buffer[length++] = 0;
  if (negative) for (let at = start; at < length; at++) buffer[at] = ~(buffer[at] ?? 0);
}

/** Milliseconds as a signed 64-bit number; a date beyond JavaScript's range reads as NaN and sorts lowest. */
function writeDate(value: Date): void {
  const time = value.getTime();
  reserve(8);
  buffer.writeBigInt64BE(Number.isNaN(time) ? -(2n ** 63n) : BigInt(time), length);
  buffer[length] = (buffer[length] ?? 0) ^ 0x80;
  length += 8;
}

function unsignedBytes(value: Timestamp): Uint8Array {
  return Uint8Array.from(Long.fromBits(value.low, value.high, true).toBytesBE());
}
