import { expect, test } from '@jest/globals';
import { evaluateExtraction, ExtractionRow } from '../../bench/eval/extraction.js';

const row = (expect: object) =>
  ExtractionRow.parse({ id: 'a', text: '盐都区 13812345678', at: '2026-11-23T10:00:00+08:00', expect });

test('a wrong value is one missed and one invented; a place counts by division and touching span', () => {
  const { fields, mistakes } = evaluateExtraction(
    [
      row({
        phones: [{ value: '+8613812345678', own: true }],
        place: { division: '320903', span: [0, 3] },
        name: '张伟',
        amount: 5,
      }),
    ],
    () => ({
      id: 'a',
      phones: [{ value: '+8613812345678', national: '13812345678', span: [4, 15], own: false }],
      place: { division: '320903', text: '盐都', span: [0, 2] },
      name: '张',
    }),
  );
  expect(fields).toMatchObject({
    phone: { tp: 1, f1: 1 },
    'phone-own': { fp: 1, fn: 1, f1: 0 },
    place: { tp: 1 },
    name: { tp: 0, fp: 1, fn: 1 },
    amount: { fp: 0, fn: 1, recall: 0 },
    time: { tp: 0, fp: 0, fn: 0, f1: 1 },
  });
  expect(mistakes.map(({ field }) => field)).toEqual(['phone-own', 'name', 'amount']);
});
