import { compareValues, typeTag } from '../../bson-compare.js';
import { describeValue } from '../../bson-type.js';
import { isArray, isDocument, setField, type Document } from '../../document.js';
import { located } from '../../errors.js';
import { compileAccumulator, type Accumulator, type AccumulatorSpec } from '../accumulators.js';
import { MemoryMeter, estimateBytes, rechunk, type Chunks, type Stage } from '../chunks.js';
import type { StageContext } from '../environment.js';
import { compileExpression } from '../expression.js';
import { groupKey } from '../group-key.js';

/** `$group`: one document per value of `_id`, in the order the groups were met. */
export function groupStage(spec: unknown, { variables }: StageContext): Stage {
  if (!isDocument(spec)) throw located(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) throw located(15955, 'a group specification must include an _id');
  const { _id, ...fields } = spec;
  const id = compileExpression(_id, variables);
  const accumulators = Object.entries(fields).map(([name, value]) =>
    compileAccumulator(name, value, variables),
  );
  return (source) => group(source, id, accumulators);
}

/** `$sortByCount`: groups by an expression, the largest group first. */
export function sortByCountStage(spec: unknown, { variables }: StageContext): Stage {
  const isExpression = isDocument(spec)
    ? Object.keys(spec)[0]?.startsWith('$')
    : String(spec).startsWith('$');
  if (!isExpression)
    throw located(
      40148,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  const id = compileExpression(spec, variables);
  const counts = [compileAccumulator('count', { $sum: 1 }, variables)];
  return (source) => ordered(group(source, id, counts), (a, b) => compareValues(b['count'], a['count']));
}

/** `$bucket`: groups by the boundaries an expression's value falls between; ordered by the lower boundary. */
export function bucketStage(spec: unknown, { variables }: StageContext): Stage {
  if (!isDocument(spec)) throw located(40201, 'Argument to $bucket stage must be an object');
  for (const name of Object.keys(spec)) {
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(name)) {
      throw located(40197, `Unrecognized option to $bucket: ${name}.`);
    }
  }
  const { groupBy, boundaries, output = { count: { $sum: 1 } } } = spec;
  if (groupBy === undefined || boundaries === undefined) {
    throw located(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  if (!isDocument(output)) throw located(40196, 'The $bucket output field must be an object');
  const bounds = parseBoundaries(boundaries);
  const by = compileExpression(groupBy, variables);
  const accumulators = Object.entries(output).map(([name, value]) =>
    compileAccumulator(name, value, variables),
  );
  const id = (doc: Document) => {
    const value = by(doc);
    const above = bounds.findIndex((bound) => compareValues(value, bound) < 0);
    if (above > 0) return bounds[above - 1];
    if ('default' in spec) return spec['default'];
    throw located(
      40066,
      '$bucket could not find a matching bucket for an input, and no default was specified.',
    );
  };
  return (source) => ordered(group(source, id, accumulators), (a, b) => compareValues(a['_id'], b['_id']));
}

function parseBoundaries(boundaries: unknown): readonly unknown[] {
  if (!isArray(boundaries))
    throw located(40200, "The $bucket 'boundaries' field must be an array of constants");
  if (boundaries.length < 2)
    throw located(40192, "The $bucket 'boundaries' field must have at least 2 values");
  for (const [i, bound] of boundaries.entries()) {
    if (i === 0) continue;
    const below = boundaries[i - 1];
    if (typeTag(below) !== typeTag(bound)) {
      throw located(
        40193,
        `All values in the the 'boundaries' option to $bucket must have the same type: ${describeValue(bound)}`,
      );
    }
    if (compareValues(below, bound) >= 0) {
      throw located(
        40194,
        "The 'boundaries' option to $bucket must be sorted, but elements are not in ascending order",
      );
    }
  }
  return boundaries;
}

interface Group {
  readonly id: unknown;
  readonly fields: readonly Accumulator[];
}

async function* group(
  source: Chunks,
  idOf: (doc: Document) => unknown,
  accumulators: readonly AccumulatorSpec[],
): Chunks {
  const groups = new Map<string, Group>();
  const meter = new MemoryMeter('$group');
  for await (const docs of source) {
    for (const doc of docs) {
      const id = idOf(doc);
      const key = groupKey(id);
      let found = groups.get(key);
      if (!found) {
        found = { id: id ?? null, fields: accumulators.map(({ create }) => create()) };
        groups.set(key, found);
        meter.addBytes(estimateBytes(id) + key.length * 2 + 100 * (1 + accumulators.length));
      }
      for (const [i, { evaluate }] of accumulators.entries()) {
        const grown = found.fields[i]?.add(evaluate(doc)) ?? 0;
        if (grown > 0) meter.addBytes(grown);
      }
    }
  }
  const out: Document[] = [];
  for (const { id, fields } of groups.values()) {
    const doc: Document = { _id: id };
    for (const [i, { name }] of accumulators.entries()) setField(doc, name, fields[i]?.result());
    out.push(doc);
  }
  yield* rechunk(out);
}

async function* ordered(source: Chunks, compare: (a: Document, b: Document) => number): Chunks {
  const all: Document[] = [];
  for await (const docs of source) all.push(...docs);
  yield* rechunk(all.sort(compare));
}
