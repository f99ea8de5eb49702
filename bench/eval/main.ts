import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { extractRow } from '../../src/cli/rows/extract-row.js';
import { triageRow } from '../../src/cli/rows/triage-row.js';
import { typeRow } from '../../src/cli/rows/type-row.js';
import { loadCity } from '../../src/config/load-city.js';
import { RequestType } from '../../src/core/model/codes.js';
import { createUnderstand } from '../../src/core/language/understand.js';
import { playTranscript } from '../../src/play/play-transcript.js';
import { Transcript } from '../../src/play/transcript.js';
import { createRenderer } from '../../src/templates/render.js';
import { evaluateExtraction, ExtractionRow } from './extraction.js';
import { evaluateTriage, TriageExample } from './triage.js';
import { evaluateTypes } from './types.js';

/**
 * Measures the language part and the engine on the labelled sets and writes bench/EVAL.md. Usage:
 * npm run eval. Of all sets `held4` alone is unseen: its writer did not know the rules, and nothing was
 * learned from it (docs/language.md).
 */
const FIXTURES = 'test/fixtures';
const HALVES = ['tune', 'held', 'held2', 'held3', 'held4'] as const;
type Half = (typeof HALVES)[number];
const WORST = 20;
/** Neither triage nor type looks at the clock. */
const NOW = new Date('2026-11-23T10:00:00+08:00');

const city = loadCity('config/city/yancheng');
const understand = createUnderstand(city);
const { serviceName, serviceNameEn, timezone } = city.profile;
const renderer = createRenderer({
  service: { 'zh-CN': serviceName, en: serviceNameEn },
  timezone,
  publicBaseUrl: 'https://12345.example.cn',
});

interface Mistake {
  /** The lower, the worse: 0 a missed danger … */
  rank: number;
  key: string;
  text: string;
  expected: string;
  got: string;
}

const TypeExample = z.object({
  id: z.string(),
  text: z.string(),
  expect: z.object({ type: RequestType, hotline: z.string().optional() }),
});

const lines: string[] = [];
const mistakes: Mistake[] = [];
say('# What the hub understands: measurements\n');
say(
  `Commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim()}, ${new Date().toISOString().slice(0, 10)}. Command: \`npm run eval\`.\n`,
);
say(
  '`held4` is the column to believe: somebody wrote it who knew neither the rules nor the other sets, and nothing is learned from it. Its 20 worst mistakes were read after everything measured here was written; whoever writes rules with them in mind needs a new unseen set first. All other sets are learned from, whatever they were when they were first measured. In brackets: how many labelled.\n',
);
extraction();
triage();
types();
transcripts();
worst();
writeFileSync('bench/EVAL.md', `${lines.join('\n')}\n`);

function extraction(): void {
  const results = HALVES.map((half) => {
    const rows = [
      ...read(`extraction.${half}`, ExtractionRow),
      ...read(`extraction-place.${half}`, ExtractionRow),
    ];
    return {
      half,
      rows: rows.length,
      ...evaluateExtraction(rows, (row) => extractRow(row, understand)),
    };
  });
  const fields = [...new Set(results.flatMap(({ fields }) => Object.keys(fields)))];
  say('## Extraction: F1 for each field\n');
  table(
    ['field', 'aim', ...results.map(({ half, rows }) => `${half} (${rows} messages)`)],
    fields.map((field) => [
      field,
      field === 'place' ? '0.90' : '0.95',
      ...results.map(({ fields }) => {
        const score = fields[field];
        return score ? `${figure(score.f1)} (${score.tp + score.fn})` : '–';
      }),
    ]),
  );
  for (const { half, mistakes: found } of results) {
    for (const { id, text, field, expected, got } of found) {
      blame(half, {
        rank: field === 'phone' ? 4 : 6,
        key: `${id} ${field}`,
        text,
        expected: short(expected),
        got: short(got),
      });
    }
  }
}

function triage(): void {
  const results = HALVES.map((half) => {
    const rows = read(`triage.${half}`, TriageExample);
    const figures = evaluateTriage(rows, ({ id, text }) => triageRow(id, understand(text, NOW)));
    return { half, rows: rows.length, figures };
  });
  const kinds = [...new Set(results.flatMap(({ figures }) => Object.keys(figures.perKind)))];
  const column = (name: string, aim: string, of: (figures: ReturnType<typeof evaluateTriage>) => string) => [
    name,
    aim,
    ...results.map(({ figures }) => of(figures)),
  ];
  say('## Triage\n');
  table(
    ['what', 'aim', ...results.map(({ half, rows }) => `${half} (${rows} messages)`)],
    [
      column('danger (emergency, self-harm, threat): recall', '0.99', (f) => figure(f.dangerRecall)),
      column('danger: precision', '0.95', (f) => figure(f.dangerPrecision)),
      column('the right number among dangers', '', (f) => figure(f.numberAccuracy)),
      column('the right reason among refusals', '', (f) => figure(f.reasonAccuracy)),
      ...kinds.map((kind) =>
        column(`${kind}: precision / recall`, '', (f) => {
          const rates = Object.entries(f.perKind).find(([name]) => name === kind)?.[1];
          return rates
            ? `${figure(rates.precision)} / ${figure(rates.recall)} (${rates.tp + rates.fn})`
            : '–';
        }),
      ),
    ],
  );
  const grave = new Set(['emergency', 'selfharm', 'threat']);
  for (const { half, figures } of results) {
    for (const { id, text, expected, got } of figures.mistakes) {
      const rank =
        grave.has(expected.kind) && !grave.has(got.kind)
          ? 0
          : got.kind === 'refusal'
            ? 1
            : grave.has(got.kind)
              ? 2
              : 3;
      blame(half, {
        rank,
        key: id,
        text,
        expected: short(expected),
        got: short({ kind: got.kind, number: got.number, reason: got.reason }),
      });
    }
  }
}

function types(): void {
  const results = HALVES.map((half) => {
    const rows = read(`types.${half}`, TypeExample);
    const figures = evaluateTypes(rows, ({ id, text }) => typeRow(id, understand(text, NOW)));
    return { half, rows: rows.length, figures };
  });
  say('## Type and hotline\n');
  table(
    ['what', 'aim', ...results.map(({ half, rows }) => `${half} (${rows} messages)`)],
    [
      ['type: accuracy', '0.90', ...results.map(({ figures }) => figure(figures.typeAccuracy))],
      ['type: "not sure"', '', ...results.map(({ figures }) => figure(figures.unsureRate))],
      ['hotline: accuracy', '', ...results.map(({ figures }) => figure(figures.hotlineAccuracy))],
    ],
  );
  for (const { half, figures } of results) {
    for (const { id, text, expect, got } of figures.mistakes) {
      const { type, hotline } = got;
      blame(half, {
        rank: expect.type === type ? 7 : 5,
        key: id,
        text,
        expected: short(expect),
        got: short({ type, hotline }),
      });
    }
  }
}

function transcripts(): void {
  const folders = { tune: 'transcripts', held: 'transcripts/held', held2: 'transcripts/held2' };
  say('## Transcripts\n');
  const rows = (['tune', 'held', 'held2'] as const).map((half) => {
    const folder = join(FIXTURES, folders[half]);
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
    const reports = files.sort().map((file) => {
      const transcript = Transcript.parse(parse(readFileSync(join(folder, file), 'utf8')));
      return { file, ...playTranscript(transcript, { city, understand, renderer }) };
    });
    for (const { file, steps, demands } of reports.filter(({ passed }) => !passed)) {
      const failed = steps.find((step) => step.demands.some(({ passed }) => !passed));
      const missed = [...(failed?.demands ?? []), ...demands].filter(({ passed }) => !passed);
      if (half === 'tune') continue;
      mistakes.push({
        rank: 3,
        key: `${half} ${file}`,
        text: failed?.did ?? '',
        expected: short(missed.map(({ what, wanted }) => [what, wanted])),
        got: short(missed.map(({ found }) => found)),
      });
    }
    return [half, String(reports.filter(({ passed }) => passed).length), String(reports.length)];
  });
  table(['half', 'passed', 'of'], rows);
}

/** The worst of what nobody tuned on, each with a word about why. */
function worst(): void {
  const comments = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync('bench/eval/comments.json', 'utf8')));
  const shown = mistakes.sort((a, b) => a.rank - b.rank).slice(0, WORST);
  say(`## The ${shown.length} worst mistakes on what nothing was learned from\n`);
  say('Missed dangers first, then refusals and alarms without cause, then wrong facts.\n');
  for (const { key, text, expected, got } of shown) {
    say(
      `- **${key}** ${text.replaceAll('\n', ' ⏎ ')}\n  expected \`${expected}\`, got \`${got}\`. ${comments[key] ?? '*Not commented.*'}`,
    );
  }
  const open = shown.filter(({ key }) => comments[key] === undefined);
  if (open.length > 0) process.stderr.write(`No comment yet: ${open.map(({ key }) => key).join(', ')}\n`);
}

function blame(half: Half, mistake: Mistake): void {
  if (half === 'held4') mistakes.push({ ...mistake, key: `${half} ${mistake.key}` });
}

function read<T>(name: string, schema: z.ZodType<T>): T[] {
  // What is learned from grew: tune, tune2 … are one half.
  const own = new RegExp(`^${name.replace('.', '\\.')}${name.endsWith('.tune') ? '\\d*' : ''}\\.jsonl$`);
  const files = readdirSync(join(FIXTURES, 'language'))
    .filter((file) => own.test(file))
    .sort();
  return files.flatMap((part) => {
    const rows = readFileSync(join(FIXTURES, 'language', part), 'utf8').split('\n');
    return rows.filter((row) => row.trim() !== '').map((row) => schema.parse(JSON.parse(row)));
  });
}

function table(head: string[], rows: string[][]): void {
  say(`| ${head.join(' | ')} |`);
  say(`|${' --- |'.repeat(head.length)}`);
  for (const row of rows) say(`| ${row.join(' | ')} |`);
  say('');
}

function figure(share: number): string {
  return share.toFixed(3);
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 160).replaceAll('`', "'");
}

function say(line: string): void {
  lines.push(line);
  process.stdout.write(`${line}\n`);
}
