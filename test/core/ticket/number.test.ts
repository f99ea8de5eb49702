import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { formatTicketNumber, newQueryCode, parseTicketNumber } from '../../../src/core/ticket/number.js';

const parts = fc.record({
  prefix: fc.stringMatching(/^[A-Z]{2}$/),
  day: fc
    .date({ min: new Date('2017-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10)),
  source: fc.stringMatching(/^\d{2}$/),
  sequence: fc.integer({ min: 1, max: 999_999 }),
});

const example = { prefix: 'YC', day: '2026-11-23', source: '08', sequence: 17 };
const number = 'YC20261123080000176';

describe('a ticket number', () => {
  test('is city, day, source, running number and check digit', () => {
    expect(formatTicketNumber(example)).toBe(number);
  });

  test('can be read back whatever its parts', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const text = formatTicketNumber(given);
        expect(parseTicketNumber(text)).toEqual({ type: 'ticket-number', number: text, ...given });
      }),
    );
  });

  test.each([
    ['lower case', 'yc20261123080000176'],
    ['spaces as read out in groups', ' YC 20261123 08 000017 6 '],
    ['hyphens and dashes', 'YC-20261123-08–000017—6'],
    ['full-width characters of a Chinese keyboard', 'ＹＣ２０２６１１２３０８００００１７６'],
    ['an invisible space from a web page', 'YC2026\u200b1123080000176'],
  ])('is understood with %s', (_how, text) => {
    expect(parseTicketNumber(text)).toMatchObject({ type: 'ticket-number', number });
  });

  test('with any single wrong digit is noticed', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 2, max: 18 }), fc.integer({ min: 1, max: 9 }), (given, at, by) => {
        const text = formatTicketNumber(given);
        const wrong = (Number(text.charAt(at)) + by) % 10;
        const typed = text.slice(0, at) + String(wrong) + text.slice(at + 1);
        expect(parseTicketNumber(typed)).toEqual({ type: 'mistyped' });
      }),
    );
  });

  test('with any two neighbouring digits swapped is noticed', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 2, max: 17 }), (given, at) => {
        const text = formatTicketNumber(given);
        fc.pre(text.charAt(at) !== text.charAt(at + 1));
        const typed = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
        expect(parseTicketNumber(typed)).toEqual({ type: 'mistyped' });
      }),
    );
  });

  test.each([
    ['', 'no-number'],
    ['13912345678', 'no-number'],
    ['YC2026112308000017', 'no-number'],
    [`${number}0`, 'no-number'],
    ['我的工单是YC20261123080000176', 'no-number'],
  ])('is not seen in %j', (text, type) => {
    expect(parseTicketNumber(text)).toEqual({ type });
  });

  test.each([
    ['a prefix of three letters', { ...example, prefix: 'YCH' }],
    ['30 February', { ...example, day: '2026-02-30' }],
    ['a source of one digit', { ...example, source: '8' }],
    ['sequence 0', { ...example, sequence: 0 }],
    ['the millionth ticket of a day', { ...example, sequence: 1_000_000 }],
    ['half a ticket', { ...example, sequence: 1.5 }],
  ])('is never made from %s', (_what, given) => {
    expect(() => formatTicketNumber(given)).toThrow(RangeError);
  });
});

describe('a query code', () => {
  test('is the six digits drawn, zeros in front included', () => {
    expect(newQueryCode({ int: () => 4_207 })).toBe('004207');
  });

  test.each([0, 111_111, 123_456, 654_321, 12_345, 567_890, 121_212, 123_123])(
    'is drawn again when it would be %i, which strangers try first',
    (trivial) => {
      const drawn = [trivial, 804_215];
      expect(newQueryCode({ int: () => drawn.shift() ?? 0 })).toBe('804215');
    },
  );

  test('is drawn from the whole range', () => {
    const asked: number[] = [];
    newQueryCode({ int: (below) => (asked.push(below), 804_215) });
    expect(asked).toEqual([1_000_000]);
  });
});
