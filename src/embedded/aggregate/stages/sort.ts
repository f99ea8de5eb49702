import { setImmediate } from 'node:timers/promises';
import { isDocument, type Document } from '../../document.js';
import { located } from '../../errors.js';
import { compileSort, type Sort } from '../../sort.js';
import { CHUNK_SIZE, MemoryMeter, rechunk, type Chunks, type Stage } from '../chunks.js';

interface Keyed {
  readonly doc: Document;
  readonly key: readonly unknown[];
}

/** `$sort`: stable, in memory, capped. */
export function sortStage(spec: unknown): Stage {
  if (!isDocument(spec)) throw located(15973, 'the $sort key specification must be an object');
  if (Object.keys(spec).length === 0) throw located(15976, '$sort stage must have at least one sort key');
  const sort = compileSort(spec);
  return (source) => sortAll(source, sort);
}

async function* sortAll(source: Chunks, sort: Sort): Chunks {
  const meter = new MemoryMeter('Sort');
  let runs: Keyed[][] = [];
  for await (const docs of source) {
    for (const doc of docs) meter.add(doc);
    const run = docs.map((doc) => ({ doc, key: sort.keyOf(doc) }));
    runs.push(run.sort((a, b) => sort.compareKeys(a.key, b.key)));
  }
  while (runs.length > 1) {
    const merged: Keyed[][] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(await merge(runs[i] ?? [], runs[i + 1] ?? [], sort));
    runs = merged;
  }
  yield* rechunk((runs[0] ?? []).map(({ doc }) => doc));
}

/** Merges two runs, the first one's documents before equal ones of the second. */
async function merge(first: readonly Keyed[], second: readonly Keyed[], sort: Sort): Promise<Keyed[]> {
  const out: Keyed[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const a = first[i];
    const b = second[j];
    if (!a && !b) return out;
    if (a && (!b || sort.compareKeys(a.key, b.key) <= 0)) {
      out.push(a);
      i++;
    } else if (b) {
      out.push(b);
      j++;
    }
    if (out.length % (CHUNK_SIZE * 10) === 0) await setImmediate();
  }
}
