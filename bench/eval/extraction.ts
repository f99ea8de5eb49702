import { z } from 'zod';
import { ExtractInput, ExtractRow } from '../../src/cli/rows/extract-row.js';

/** One labelled sentence: the label has the shape of the answer, as far as it was labelled. */
export const ExtractionRow = ExtractInput.extend({
  expect: ExtractRow.omit({ id: true }).extend({
    phones: z.array(ExtractRow.shape.phones.element.partial({ national: true, span: true })).default([]),
    place: ExtractRow.shape.place.unwrap().partial({ text: true, span: true }).optional(),
    time: ExtractRow.shape.time.unwrap().partial({ text: true, span: true }).optional(),
  }),
});
export type ExtractionRow = z.infer<typeof ExtractionRow>;
type Expected = ExtractionRow['expect'];

export interface FieldScore {
  tp: number;
  fp: number;
  fn: number;
  precision: number;
  recall: number;
  f1: number;
}

export interface Mistake {
  id: string;
  text: string;
  field: string;
  expected: unknown;
  got: unknown;
}

const EXACT = [
  'name',
  'plate',
  'idNumber',
  'creditCode',
  'shop',
  'amount',
  'orderNumber',
  'ticketNumber',
] as const;

/**
 * Precision, recall and F1 of every field. Phones count one by one as sets of E.164 numbers, whose they
 * are is scored for itself where the label tells; a place is right when its division is the same and the
 * spans touch; a time when both ends are the same instants; the rest exactly. A wrong value counts as
 * one missed and one invented.
 */
export function evaluateExtraction(
  rows: ExtractionRow[],
  extract: (row: ExtractionRow) => ExtractRow,
): { fields: Record<string, FieldScore>; mistakes: Mistake[] } {
  const counts = new Map<string, { tp: number; fp: number; fn: number }>();
  const mistakes: Mistake[] = [];
  for (const row of rows) {
    const got = extract(row);
    const compare = (field: string, expected: unknown, actual: unknown, same: boolean) => {
      const count = counts.get(field) ?? { tp: 0, fp: 0, fn: 0 };
      counts.set(field, count);
      if (expected === undefined && actual === undefined) return;
      if (expected !== undefined && actual !== undefined && same) {
        count.tp++;
        return;
      }
      if (expected !== undefined) count.fn++;
      if (actual !== undefined) count.fp++;
      mistakes.push({ id: row.id, text: row.text, field, expected, got: actual });
    };
    comparePhones(row.expect, got, compare);
    compare('place', row.expect.place, got.place, samePlace(row.expect.place, got.place));
    compare('time', row.expect.time, got.time, sameTime(row.expect.time, got.time));
    for (const field of EXACT)
      compare(field, row.expect[field], got[field], row.expect[field] === got[field]);
  }
  const fields = Object.fromEntries([...counts].map(([field, count]) => [field, scored(count)]));
  return { fields, mistakes };
}

type Compare = (field: string, expected: unknown, got: unknown, same: boolean) => void;

function comparePhones(expect: Expected, got: ExtractRow, compare: Compare): void {
  const expected = new Map(expect.phones.map((phone) => [phone.value, phone]));
  const actual = new Map(got.phones.map((phone) => [phone.value, phone]));
  for (const number of new Set([...expected.keys(), ...actual.keys()])) {
    const label = expected.get(number);
    const answer = actual.get(number);
    compare('phone', label?.value, answer?.value, true);
    if (label && answer && label.own !== undefined)
      compare('phone-own', label.own, answer.own, label.own === answer.own);
    if (label && answer && label.extension !== undefined)
      compare('phone-extension', label.extension, answer.extension, label.extension === answer.extension);
  }
}

function samePlace(label: Expected['place'], got: ExtractRow['place']): boolean {
  if (label?.division !== got?.division) return false;
  if (!label?.span || !got) return true;
  return label.span[0] < got.span[1] && got.span[0] < label.span[1];
}

function sameTime(label: Expected['time'], got: ExtractRow['time']): boolean {
  if (!label || !got) return false;
  const instant = (at: string | undefined) => (at === undefined ? undefined : Date.parse(at));
  return instant(label.from) === instant(got.from) && instant(label.to) === instant(got.to);
}

function scored({ tp, fp, fn }: { tp: number; fp: number; fn: number }): FieldScore {
  const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
  return {
    tp,
    fp,
    fn,
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    f1: share(2 * tp, 2 * tp + fp + fn),
  };
}
