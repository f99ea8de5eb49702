import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { evaluateTypes } from '../../../bench/eval/types.js';
import { typeRow } from '../../../src/cli/rows/type-row.js';
import { createUnderstand } from '../../../src/core/language/understand.js';
import { RequestType } from '../../../src/core/model/codes.js';
import { NOW } from '../../fixtures/language/city.js';
import { yancheng } from '../../fixtures/language/yancheng.js';

const Case = z.object({
  id: z.string(),
  text: z.string(),
  expect: z.object({ type: RequestType, hotline: z.string() }),
});
/** What was learned from; how unseen ones are read is in bench/EVAL.md. */
const cases = ['tune', 'tune2', 'tune3', 'held', 'held2'].flatMap((half) =>
  readFileSync(`test/fixtures/language/types.${half}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Case.parse(JSON.parse(line))),
);
const understand = createUnderstand(yancheng);

describe('the sentences that are learned from', () => {
  test('speak of all seven types and of every line of the plan', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(new Set(cases.map(({ expect: { type } }) => type))).toEqual(new Set(RequestType.options));
    const lines = new Set(cases.map(({ expect: { hotline } }) => hotline));
    expect(yancheng.hotlines.filter(({ id }) => !lines.has(id))).toEqual([]);
  });

  // Learned from, they cannot show how unseen ones are read; they show that nothing broke.
  test('are read as their labels say where the answer is sure', () => {
    const figures = evaluateTypes(cases, ({ id, text }) => typeRow(id, understand(text, NOW)));
    expect(figures.typeAccuracy / (1 - figures.unsureRate)).toBeGreaterThanOrEqual(0.95);
    expect(figures.hotlineAccuracy).toBeGreaterThanOrEqual(0.7);
  });
});
