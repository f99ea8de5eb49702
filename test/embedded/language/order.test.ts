import { describe, expect, test } from '@jest/globals';
import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from '../../support/fc.js';
import { compareValues, encodeKey, successor } from '../../../src/embedded/bson-order.js';
import { compileSort } from '../../../src/embedded/sort.js';
import { anyNumber, anyValue } from './values.js';

const prefix = Buffer.from([0, 0, 0, 7]);
const runs = { numRuns: 2500, seed: Number(process.env['HUB_FUZZ_SEED'] ?? 20261123) };

/** Ascending: everything in one row is equal to the rest of its row and below the rows after it. */
const ASCENDING: readonly (readonly unknown[])[] = [
  [new MinKey()],
  [null],
  [Number.NaN, Decimal128.fromString('NaN')],
  [-Infinity, Decimal128.fromString('-Infinity')],
  [Decimal128.fromString('-1E6000')],
  [-1.5, Decimal128.fromString('-1.50')],
  [0, -0, Long.ZERO, Decimal128.fromString('-0')],
  [Decimal128.fromString('0.1')],
  [0.1],
  [5, Long.fromNumber(5), Decimal128.fromString('5.00')],
  [9007199254740992, Long.fromString('9007199254740992')],
  [Long.fromString('9007199254740993'), Decimal128.fromString('9007199254740993')],
  [9007199254740994],
  [Infinity, Decimal128.fromString('Infinity')],
  [''],
  ['a'],
  ['a\0'],
  ['ab'],
  ['中'],
  ['\ue000'],
  ['\u{1f600}'],
  [{}],
  [{ a: 1 }],
  [{ a: 1, b: 0 }],
  [{ b: 1 }],
  [{ a: 'x' }],
  [[]],
  [[1]],
  [[1, 2]],
  [[2]],
  [['x']],
  [new Binary(Buffer.from('z'))],
  [new Binary(Buffer.from('z'), 5)],
  [new Binary(Buffer.from('aa'))],
  [new ObjectId('64b000000000000000000001')],
  [new ObjectId('64b000000000000000000002')],
  [false],
  [true],
  [new Date(-1)],
  [new Date(1)],
  [new Timestamp({ t: 1, i: 1 })],
  [new Timestamp({ t: 0xf0000000, i: 0 })],
  [/a/],
  [/a/i],
  [new MaxKey()],
];

const keyOf = (value: unknown, direction = 1) => encodeKey(prefix, [value], [direction]).key;

describe('BSON order', () => {
  const ranked = ASCENDING.flatMap((row, rank) => row.map((value) => ({ value, rank })));

  test('values and their keys are ordered as MongoDB lists them', () => {
    const wrong = ranked.flatMap((a) =>
      ranked
        .filter((b) => {
          const expected = Math.sign(a.rank - b.rank);
          return (
            compareValues(a.value, b.value) !== expected ||
            Buffer.compare(keyOf(a.value), keyOf(b.value)) !== expected
          );
        })
        .map((b) => [a.value, b.value]),
    );
    expect(wrong).toEqual([]);
  });

  test('the order of keys is the order of values, also descending', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [x, y] = [encodeKey(prefix, [a]), encodeKey(prefix, [b])];
        fc.pre(!x.truncated && !y.truncated);
        expect(Buffer.compare(x.key, y.key)).toBe(compareValues(a, b));
        expect(Buffer.compare(keyOf(b, -1), keyOf(a, -1))).toBe(compareValues(a, b));
      }),
      runs,
    );
  });

  test('numbers of all types are one total order', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, anyNumber, (a, b, c) => {
        expect(compareValues(a, b) + compareValues(b, a)).toBe(0);
        expect(Buffer.compare(keyOf(a), keyOf(b))).toBe(compareValues(a, b));
        if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0)
          expect(compareValues(a, c)).toBeLessThanOrEqual(0);
      }),
      runs,
    );
  });

  test('compound keys are ordered by field, each in its direction', () => {
    const direction = fc.constantFrom(1 as const, -1 as const);
    fc.assert(
      fc.property(
        fc.tuple(anyValue, anyValue),
        fc.tuple(anyValue, anyValue),
        fc.tuple(direction, direction),
        (a, b, dirs) => {
          const [x, y] = [encodeKey(prefix, a, dirs), encodeKey(prefix, b, dirs)];
          fc.pre(!x.truncated && !y.truncated);
          const expected = compareValues(a[0], b[0]) * dirs[0] || compareValues(a[1], b[1]) * dirs[1];
          expect(Buffer.compare(x.key, y.key)).toBe(expected + 0);
        },
      ),
      runs,
    );
  });
});

describe('keys that have to fit', () => {
  const long = (tail: string) => `${'城'.repeat(400)}${tail}`;

  test('no values make a key longer than LMDB takes, even with an _id behind them', () => {
    const huge = fc.oneof(
      fc.integer({ min: 0, max: 5000 }).map((n) => '\0'.repeat(n)),
      fc.integer({ min: 0, max: 5000 }).map((n) => new Binary(Buffer.alloc(n))),
      fc.integer({ min: 0, max: 500 }).map((n) => Array.from({ length: n }, () => 'text')),
      anyValue,
    );
    fc.assert(
      fc.property(fc.array(huge, { maxLength: 32 }), huge, (values, id) => {
        const key =
          encodeKey(Buffer.alloc(16), values).key.length + encodeKey(Buffer.alloc(0), [id]).key.length;
        expect(key).toBeLessThanOrEqual(1978);
      }),
      { ...runs, numRuns: 500 },
    );
  });

  test('a long value is cut, says so, and still tells equal from different', () => {
    const a = encodeKey(prefix, [long('a')]);
    const b = encodeKey(prefix, [long('b')]);
    expect(a.truncated).toBe(true);
    expect(a.key.equals(encodeKey(prefix, [long('a')]).key)).toBe(true);
    expect(a.key.equals(b.key)).toBe(false);
    expect(a.stem.equals(b.stem)).toBe(true);
    expect(a.key.subarray(0, a.stem.length).equals(a.stem)).toBe(true);
  });

  test('cut and whole values are in order wherever their beginnings differ', () => {
    expect(Buffer.compare(keyOf(long('')), keyOf('城市'))).toBe(compareValues(long(''), '城市'));
    expect(Buffer.compare(keyOf(long('')), keyOf('城'))).toBe(1);
    expect(Buffer.compare(keyOf(long('')), keyOf('墙'))).toBe(compareValues(long(''), '墙'));
  });

  test('the key of leading values is the beginning of the key of all, cut or not', () => {
    fc.assert(
      fc.property(anyValue, anyValue, fc.boolean(), (a, b, isLong) => {
        const first = isLong ? long('') : a;
        const key = encodeKey(prefix, [first, b]).key;
        const leading = encodeKey(prefix, [first]).key;
        expect(key.subarray(0, leading.length).equals(leading)).toBe(true);
        expect(Buffer.compare(key, successor(leading))).toBe(-1);
      }),
      { ...runs, numRuns: 1000 },
    );
  });

  test('a missing value has the key of null', () => {
    expect(keyOf(undefined).equals(keyOf(null))).toBe(true);
  });

  test('the successor is above every extension of a key', () => {
    expect(successor(Buffer.from([1, 2]))).toEqual(Buffer.from([1, 3]));
    expect(successor(Buffer.from([1, 0xff, 0xff]))).toEqual(Buffer.from([2]));
    expect(Buffer.compare(successor(Buffer.from([0xff])), Buffer.from([0xff, 0xff]))).toBe(1);
  });
});

describe('sorts', () => {
  test('arrays sort by their lowest element going up and their highest going down', () => {
    const docs = [{ n: 1, a: [5, 1] }, { n: 2, a: 3 }, { n: 3, a: [] }, { n: 4 }, { n: 5, a: [null, 9] }];
    const order = (direction: number) => {
      const sort = compileSort({ a: direction });
      return [...docs].sort((x, y) => sort.compare(x, y)).map(({ n }) => n);
    };
    expect(order(1)).toEqual([3, 4, 5, 1, 2]);
    expect(order(-1)).toEqual([5, 1, 2, 4, 3]);
  });

  test.each([
    [{ a: 0 }, 15975],
    [{ a: 'up' }, 15975],
    [{ a: { $meta: 'textScore' } }, 168],
    [{ a: {} }, 15974],
  ])('%j is refused with %d', (spec, code) => {
    expect(() => compileSort(spec)).toThrow(expect.objectContaining({ code }));
  });
});
