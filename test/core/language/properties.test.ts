import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { normalise } from '../../../src/core/language/normalise.js';
import { createUnderstand } from '../../../src/core/language/understand.js';
import { formatTicketNumber } from '../../../src/core/ticket/number.js';
import { NOW } from '../../fixtures/language/city.js';
import { yancheng } from '../../fixtures/language/yancheng.js';

const understand = createUnderstand(yancheng);

/** Pieces of real messages, glued in any order: nearer to what breaks rules than random letters. */
const fragment = fc.constantFrom(
  '路灯坏了',
  '我叫张伟',
  '13812345678',
  '一三八 1234 五六七八',
  '0515-88881234转802',
  '盐都区',
  '解放南路112号',
  '世纪花园3幢',
  '昨天下午三点半',
  '每天晚上10点到凌晨2点',
  '国庆期间',
  '15号',
  '着火了',
  '投诉',
  '，',
  '。',
  '\n',
  ' ',
  '　',
  '\u200b',
  '👍🏽',
  '👨‍👩‍👧',
  '①',
  'YC20261123080000173',
  '４８２９１３',
  '三点',
  '一点',
  '号',
  '路',
  '月',
  'at 3pm',
  'call me',
  '與',
  '㎡',
  '\ud83d',
);
const message = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join('')),
);

describe('for any text at all', () => {
  test('nothing throws, and every span lies in the original and holds the words it claims', () => {
    fc.assert(
      fc.property(message, (text) => {
        const result = understand(text, NOW);
        const { phones, places, times, names, ticketNumbers, queryCodes, matter } = result;
        for (const { span } of [...phones, ...places, ...times, ...names, ...ticketNumbers, ...queryCodes]) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeLessThan(span.end);
        }
        for (const { value, span } of [...places, ...times])
          expect(text.slice(span.start, span.end)).toBe(value.text);
        for (const { value, span } of names)
          expect(normalise(text.slice(span.start, span.end)).text).toBe(normalise(value).text);
        if (matter) expect(matter.span.end).toBeLessThanOrEqual(text.length);
        for (const { value } of times) {
          expect(Number.isNaN(value.from.getTime())).toBe(false);
          if (value.to) expect(value.to.getTime()).toBeGreaterThan(value.from.getTime());
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('normalising twice changes nothing', () => {
    fc.assert(
      fc.property(message, (text) => {
        const once = normalise(text).text;
        expect(normalise(once).text).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  test('the same text and clock give the same answer', () => {
    fc.assert(
      fc.property(message, (text) => {
        expect(understand(text, NOW)).toEqual(understand(text, NOW));
      }),
    );
  });

  test('every confidence is between 0 and 1', () => {
    fc.assert(
      fc.property(message, (text) => {
        const { phones, places, times, names, ticketNumbers, queryCodes } = understand(text, NOW);
        for (const { confidence } of [
          ...phones,
          ...places,
          ...times,
          ...names,
          ...ticketNumbers,
          ...queryCodes,
        ]) {
          expect(confidence).toBeGreaterThan(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

test('no phone is read inside a ticket number, whatever stands around it', () => {
  const number = fc
    .record({
      day: fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true }),
      source: fc.integer({ min: 0, max: 99 }),
      sequence: fc.integer({ min: 1, max: 999_999 }),
    })
    .map(({ day, source, sequence }) =>
      formatTicketNumber({
        prefix: 'YC',
        day: day.toISOString().slice(0, 10),
        source: String(source).padStart(2, '0'),
        sequence,
      }),
    );
  fc.assert(
    fc.property(fragment, number, fragment, (before, ticket, after) => {
      const text = `${before} ${ticket} ${after}`;
      const at = { start: before.length + 1, end: before.length + 1 + ticket.length };
      const result = understand(text, NOW);
      expect(result.ticketNumbers.map(({ value }) => value)).toContain(ticket);
      expect(result.phones.filter(({ span }) => span.start < at.end && at.start < span.end)).toEqual([]);
    }),
  );
});

describe('a long text costs in proportion to its length: no pattern runs away', () => {
  // Each unit invites a pattern of ours to start again at every place: numbers, places, times, names.
  test.each([
    ['digits and spaces', '1 '],
    ['spoken digits', '一三八'],
    ['roads', '路'],
    ['roads with a particle', '的路'],
    ['dashes', '1-'],
    ['months', '月'],
    ['buildings', '号楼'],
    ['names', '我叫张'],
    ['ticket letters', 'Y C'],
    ['brackets', '(('],
    ['divisions', '盐都区的'],
    ['times', '每天晚上'],
    ['quotes', '“店'],
    ['amounts', '3万5'],
    ['danger', '有人拿刀'],
    ['wishes', 'please english '],
    ['list', '第一，'],
    ['line breaks', '路灯坏了\n'],
    ['full stops', '我要投诉。'],
    ['links', 'https://a.cn/?q='],
    ['one letter', 'a'],
    ['blanks', '　 '],
  ])('%s', (_, unit) => {
    const ofLength = (length: number) => unit.repeat(Math.ceil(length / unit.length));
    // Processor time of this process alone, so that a busy machine does not matter; the best of some tries.
    const cost = (text: string) => {
      const before = process.cpuUsage();
      understand(text, NOW);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const best = (length: number) => Math.min(...[1, 2, 3].map(() => cost(ofLength(length))));
    best(2_500);
    // Eight times the text: linear work costs 8, quadratic 64. Less than 20 ms is measured too roughly.
    const [short, long] = [best(2_500), best(20_000)];
    expect(long).toBeLessThan(Math.max(short * 30, 20_000));
  });
});
