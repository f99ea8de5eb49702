import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MEASURED, readLessons } from '../../../scripts/learn/sentences.js';
import { createJudge } from '../../../src/core/language/learned/judge.js';
import { LearnedModel } from '../../../src/core/model/learned-model.js';

const OWN = ['kinds', 'numbers', 'reasons', 'types'].map(
  (name) => [name, `src/core/language/learned/${name}.json`] as const,
);
const MODELS = [...OWN, ['hotlines', 'config/city/yancheng/learned/hotlines.json'] as const];
const modelAt = (file: string) => LearnedModel.parse(JSON.parse(readFileSync(file, 'utf8')));

describe('what was learned', () => {
  test.each(MODELS)('is of the sentences as they are now: %s', (_, file) => {
    // When this fails, sentences were changed: run `npm run learn`.
    expect(modelAt(file).learnedFrom).toBe(readLessons().hash);
  });

  test('is never of the sentences that measure', () => {
    const measured = MEASURED.flatMap((set) =>
      ['triage', 'types'].flatMap((name) =>
        readFileSync(`test/fixtures/language/${name}.${set}.jsonl`, 'utf8').trim().split('\n'),
      ),
    );
    expect(measured.length).toBeGreaterThan(200);
    expect(readLessons([]).hash).not.toBe(readLessons().hash);
    const known = new Set(readLessons().types.map(({ text }) => text));
    const unseen = readLessons([]).types.filter(({ text }) => !known.has(text));
    expect(unseen.length).toBeGreaterThan(100);
  });

  test.each(MODELS)('gives likelihoods that add up to one, whatever is written: %s', (_, file) => {
    const model = modelAt(file);
    const judge = createJudge(model, model.classes);
    for (const text of ['', '路灯坏了', '🦀', 'hello', '\ud800', '煤气'.repeat(5000)]) {
      const shares = [...judge(text).values()];
      expect(shares).toHaveLength(model.classes.length);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(shares.every((share) => share >= 0)).toBe(true);
    }
  });

  test('of another version is refused by the name of the class nobody knows', () => {
    expect(() => createJudge(modelAt('src/core/language/learned/types.json'), ['complaint'])).toThrow(
      /"consultation"/,
    );
  });
});
