import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from '../../support/fc.js';

/** Numbers of every BSON type, many of them close to each other where doubles are sparse. */
export const anyNumber: fc.Arbitrary<unknown> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 2 ** 53, 2 ** 53 + 2, 2 ** 63, -(2 ** 63)),
  fc.integer().map((value) => new Int32(value)),
  fc.double().map((value) => new Double(value)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc.integer({ min: -3, max: 3 }).map((step) => Long.fromBigInt(2n ** 53n + BigInt(step))),
  fc.integer({ min: -3, max: 3 }).map((step) => Long.fromBigInt(-(2n ** 60n) + BigInt(step))),
  fc
    .tuple(
      fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }),
      fc.integer({ min: -6100, max: 6000 }),
    )
    .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`)),
  fc
    .tuple(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: -3, max: 1 }))
    .map(([digits, exponent]) => Decimal128.fromString(`${digits}E${exponent}`)),
  fc
    .constantFrom('NaN', 'Infinity', '-Infinity', '0.1', '9007199254740993', '-0')
    .map((text) => Decimal128.fromString(text)),
);

const anyScalar: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anyNumber },
  {
    weight: 4,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 8 })
      .filter((text) => Buffer.from(text).toString() === text),
  },
  fc.constantFrom('', '\0', 'a', 'a\0', 'ab', '\uffff', '\ud83d\ude00', '中', '\ue000'),
  fc.constantFrom(null, true, false, new MinKey(), new MaxKey(), /a/, /a/i, /b/),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc
    .tuple(fc.uint8Array({ maxLength: 5 }), fc.constantFrom(0, 4, 5))
    .map(([bytes, subtype]) => new Binary(bytes, subtype)),
  fc.nat().chain((t) => fc.nat().map((i) => new Timestamp({ t, i }))),
);

/** Any BSON value this store can order, nested to a small depth. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    anyScalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab', ''), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
