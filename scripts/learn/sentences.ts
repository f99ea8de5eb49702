import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { normalise } from '../../src/core/language/normalise.js';
import type { Labelled } from './learn-model.js';

const FOLDER = 'test/fixtures/language';
/** Never learned from: it measures (docs/language.md). */
export const MEASURED = ['held4'];

/** Sets of writers who knew neither rules nor other sets count twice: they are what unseen ones are like. */
const FRESH = /\.(?:held3|tune(?:[6-9]|10))\.jsonl$/;

/** A request for one of these lines is no ordinary one: danger, or what must not be stored. */
const URGENT = new Set(['110', '119', '120', '122', '12388', '12309']);

const Row = z.object({
  id: z.string(),
  text: z.string(),
  expect: z.object({
    kind: z.string().optional(),
    number: z.string().optional(),
    reason: z.string().optional(),
    type: z.string().optional(),
    hotline: z.string().optional(),
  }),
});
type Row = z.infer<typeof Row> & { weight: number };

/** What is learned, each from its own labels. */
export interface Lessons {
  /** What a message is before it is anything else; ordinary requests of every type stand for `none`. */
  kinds: Labelled[];
  /** The number to dial first in an emergency. */
  numbers: Labelled[];
  /** Why a matter is not ours to take. */
  reasons: Labelled[];
  types: Labelled[];
  hotlines: Labelled[];
  /** SHA-256 of all of them. */
  hash: string;
}

/** Reads the labelled sets, all but those that measure. */
export function readLessons(without: readonly string[] = MEASURED): Lessons {
  const triage = rowsOf('triage', without);
  const types = rowsOf('types', without);
  const extraordinary = new Set(
    z.array(z.string()).parse(JSON.parse(readFileSync(join(FOLDER, 'not-ordinary.json'), 'utf8'))),
  );
  const ordinary = types.filter(
    ({ text, expect }) => !extraordinary.has(text) && !URGENT.has(expect.hotline ?? ''),
  );
  const label = (rows: Row[], pick: (row: Row) => string | undefined): Labelled[] =>
    rows.flatMap((row) => {
      const found = pick(row);
      return found === undefined
        ? []
        : [{ text: normalise(row.text).text, label: found, weight: row.weight }];
    });
  const lessons = {
    kinds: [...label(triage, ({ expect }) => expect.kind), ...label(ordinary, () => 'none')],
    numbers: label(triage, ({ expect }) => (expect.kind === 'emergency' ? expect.number : undefined)),
    reasons: label(triage, ({ expect }) => (expect.kind === 'refusal' ? expect.reason : undefined)),
    types: label(types, ({ expect }) => expect.type),
    hotlines: label(types, ({ expect }) => expect.hotline ?? '12345'),
  };
  return { ...lessons, hash: createHash('sha256').update(JSON.stringify(lessons)).digest('hex') };
}

function rowsOf(set: string, without: readonly string[]): Row[] {
  return readdirSync(FOLDER)
    .filter((name) => name.startsWith(`${set}.`) && name.endsWith('.jsonl'))
    .filter((name) => !without.includes(name.split('.')[1] ?? ''))
    .sort()
    .flatMap((name) =>
      readFileSync(join(FOLDER, name), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => ({ ...Row.parse(JSON.parse(line)), weight: FRESH.test(name) ? 2 : 1 })),
    );
}
