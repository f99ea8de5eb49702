import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { evaluateTriage, TriageExample } from '../../../bench/eval/triage.js';
import { triageRow } from '../../../src/cli/rows/triage-row.js';
import * as duties from '../../../src/core/language/refusal/duties.js';
import * as danger from '../../../src/core/language/danger/themes.js';
import * as officials from '../../../src/core/language/sealed/officials.js';
import { expand } from '../../../src/core/language/scene/vocabulary.js';
import { createUnderstand } from '../../../src/core/language/understand.js';
import { NOW } from '../../fixtures/language/city.js';
import { yancheng } from '../../fixtures/language/yancheng.js';

const understand = createUnderstand(yancheng);
const triage = (text: string) => triageRow('x', understand(text, NOW));

/** What the bot acts on: without what only resembles something. */
const firstSight = (id: string, text: string) => {
  const { danger, sealed, refusal, ...seen } = understand(text, NOW);
  return triageRow(id, {
    ...seen,
    danger: danger?.unsure ? undefined : danger,
    sealed: sealed?.unsure ? undefined : sealed,
    refusal: refusal?.unsure ? undefined : refusal,
  });
};

describe('the sentences it was tuned on', () => {
  const file = new URL('../../fixtures/language/triage.tune.jsonl', import.meta.url);
  const examples = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => TriageExample.parse(JSON.parse(line)));
  const figures = evaluateTriage(examples, ({ id, text }) => firstSight(id, text));

  test('are many', () => {
    expect(examples.length).toBeGreaterThanOrEqual(300);
  });
  test('danger is hardly ever missed, and hardly ever cried for nothing', () => {
    expect(figures.dangerRecall).toBeGreaterThanOrEqual(0.99);
    expect(figures.dangerPrecision).toBeGreaterThanOrEqual(0.95);
  });
  test('the right number and the right reason are given', () => {
    expect(figures.numberAccuracy).toBeGreaterThanOrEqual(0.95);
    expect(figures.reasonAccuracy).toBeGreaterThanOrEqual(0.95);
  });
  test('no ordinary matter is refused', () => {
    const refused = figures.mistakes.filter(
      ({ expected, got }) => expected.kind === 'none' && got.kind === 'refusal',
    );
    expect(refused).toEqual([]);
  });
});

describe('one kind decides', () => {
  test.each([
    ['我要杀了他再自杀', 'selfharm'],
    ['再不解决我就带汽油去炸了你们大厅 村支书贪污', 'threat'],
    ['举报局长受贿 现在他儿子拿着刀在我家门口砍门', 'emergency'],
    ['村主任私分集体的钱 法院已经立案了', 'discipline'],
    ['和物业打官司 法院已经立案了 你们这帮废物', 'refusal'],
  ])('%s → %s', (text, kind) => {
    expect(triage(text).kind).toBe(kind);
  });

  test('several bubbles are one message', () => {
    expect(triage('我家\n厨房\n全是烟').number).toBe('119');
  });

  test('who has swallowed it already needs the doctors first', () => {
    expect(triage('安眠药吃了四十颗').number).toBe('120');
    expect(triage('我想死').number).toBe('110');
  });
});

test.each([
  ['danger', danger],
  ['sealed', officials],
  ['refusal', duties],
])('every concept that a situation of %s speaks of has words', (_name, { SITUATIONS, VOCABULARY }) => {
  const spoken = SITUATIONS.flatMap(({ needs, without }) => [
    ...needs,
    ...(without === undefined ? [] : [without]),
  ]);
  const unknown = spoken
    .flatMap((names) => names.split('|'))
    .filter((name) => VOCABULARY[name] === undefined);
  expect(unknown).toEqual([]);
});

test('the vocabulary stays small enough to be compiled at every start', () => {
  const lines = [danger, officials, duties].flatMap(({ VOCABULARY }) => Object.values(VOCABULARY));
  expect(lines.flatMap(expand).length).toBeLessThan(120_000);
});

test('words stand for all their spellings', () => {
  expect(expand('没{有,}呼吸 on_fire {a,b{c,}}d')).toEqual([
    '没有呼吸',
    '没呼吸',
    'on fire',
    'ad',
    'bcd',
    'bd',
  ]);
  expect(() => expand('没{有呼吸')).toThrow(RangeError);
});
