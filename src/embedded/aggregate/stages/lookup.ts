import { isArray, isDocument, isOperatorDocument, type Document } from '../../document.js';
import { failedToParse, unsupported } from '../../errors.js';
import { splitPath, walkPath } from '../../paths.js';
import { MemoryMeter, rechunk, type Chunks, type Stage } from '../chunks.js';
import type { Pipeline, StageContext } from '../environment.js';
import { compileExpression, requireVariableName } from '../expression.js';
import { pathValue, type Variables } from '../expressions/compiler.js';
import { groupKey } from '../group-key.js';
import { withValue } from './with-value.js';

interface Lookup {
  readonly from: string;
  readonly as: readonly string[];
  readonly equality?: { readonly local: readonly string[]; readonly foreign: string };
  readonly lets: readonly { readonly name: string; readonly evaluate: (doc: Document) => unknown }[];
  readonly pipeline?: unknown;
}

/**
 * `$lookup`: an equality of two fields (one indexed query per chunk of documents), or a pipeline with
 * `let` (one query per document, indexed where `$expr` compares a field for equality), or both.
 */
export function lookupStage(spec: unknown, context: StageContext): Stage {
  const lookup = parseLookup(spec, context.variables);
  if (lookup.pipeline === undefined) return (source) => joinByEquality(source, lookup, context);
  // Compiled once here to report its mistakes even when there is nothing to look up.
  const names = Object.fromEntries(lookup.lets.map(({ name }) => [name, undefined]));
  const pipeline = context.compile(lookup.pipeline, { ...context.variables, ...names });
  if (lookup.lets.length === 0 && !lookup.equality)
    return (source) => joinSame(source, lookup, pipeline, context);
  return (source) => joinByPipeline(source, lookup, context);
}

const OPTIONS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

function parseLookup(spec: unknown, variables: Variables): Lookup {
  if (!isDocument(spec)) throw failedToParse('the $lookup specification must be an object');
  for (const name of Object.keys(spec)) {
    if (!OPTIONS.includes(name)) throw failedToParse(`unknown argument to $lookup: ${name}`);
  }
  const { from, as, localField, foreignField, pipeline } = spec;
  if (from === undefined || isDocument(from))
    throw unsupported('option', '$lookup without a collection name in from');
  const hasEquality = localField !== undefined || foreignField !== undefined;
  if (hasEquality ? localField === undefined || foreignField === undefined : pipeline === undefined) {
    throw failedToParse(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  }
  return {
    from: parseText(from, 'from'),
    as: splitPath(parseText(as, 'as')),
    equality: hasEquality
      ? {
          local: splitPath(parseText(localField, 'localField')),
          foreign: parseText(foreignField, 'foreignField'),
        }
      : undefined,
    lets: parseLets(spec['let'] ?? {}, variables),
    pipeline,
  };
}

function parseText(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '' && !value.startsWith('$')) return value;
  throw failedToParse(`$lookup argument '${name}' must be a non-empty string that does not start with '$'`);
}

function parseLets(lets: unknown, variables: Variables): Lookup['lets'] {
  if (!isDocument(lets)) throw failedToParse("$lookup argument 'let' must be an object");
  return Object.entries(lets).map(([name, expression]) => {
    requireVariableName(name);
    return { name, evaluate: compileExpression(expression, variables) };
  });
}

async function* joinByEquality(
  source: Chunks,
  { from, as, equality }: Lookup,
  { env }: StageContext,
): Chunks {
  const { local, foreign } = equality ?? { local: [], foreign: '' };
  for await (const docs of source) {
    const wanted = new Map<string, unknown>();
    const keysOf = docs.map((doc) => localValues(doc, local).map((value) => remember(wanted, value)));
    const found = await index(
      env.lookup({ from, filter: equalityFilter(foreign, [...wanted.values()]) }),
      foreign,
    );
    yield* rechunk(docs.map((doc, i) => withValue(doc, as, pick(found, keysOf[i] ?? []))));
  }
}

async function* joinSame(source: Chunks, lookup: Lookup, pipeline: Pipeline, context: StageContext): Chunks {
  let matches: Document[] | undefined;
  for await (const docs of source) {
    matches ??= await query(lookup.from, {}, pipeline, context);
    const shared = matches;
    yield docs.map((doc) => withValue(doc, lookup.as, shared));
  }
}

async function* joinByPipeline(source: Chunks, lookup: Lookup, context: StageContext): Chunks {
  const { from, as, equality, lets } = lookup;
  for await (const docs of source) {
    const out: Document[] = [];
    for (const doc of docs) {
      const values = Object.fromEntries(lets.map(({ name, evaluate }) => [name, evaluate(doc)]));
      const pipeline = context.compile(lookup.pipeline, { ...context.variables, ...values });
      const filter = equality ? equalityFilter(equality.foreign, localValues(doc, equality.local)) : {};
      out.push(withValue(doc, as, await query(from, filter, pipeline, context)));
    }
    yield out;
  }
}

async function query(
  from: string,
  filter: Document,
  pipeline: Pipeline,
  { env }: StageContext,
): Promise<Document[]> {
  const { leadingMatch, leadingSort, leadingSkip, leadingLimit } = pipeline;
  const source = env.lookup({
    from,
    filter: leadingMatch ? { $and: [filter, leadingMatch] } : filter,
    sort: leadingSort,
    skip: leadingSkip,
    limit: leadingLimit,
  });
  const meter = new MemoryMeter('$lookup');
  const all: Document[] = [];
  for await (const docs of pipeline.run(source)) {
    for (const doc of docs) {
      meter.add(doc);
      all.push(doc);
    }
  }
  return all;
}

/** The values a document is joined by: the elements of an array, null for a missing field. */
function localValues(doc: Document, parts: readonly string[]): readonly unknown[] {
  const value = pathValue(doc, parts);
  return isArray(value) ? value : [value ?? null];
}

/** Equal to any value. Regular expressions and operator-like documents are meant as values, not as queries. */
function equalityFilter(field: string, values: readonly unknown[]): Document {
  const isPlain = (value: unknown) => !(value instanceof RegExp) && !isOperatorDocument(value);
  const plain = { [field]: { $in: values.filter(isPlain) } };
  const others = values.filter((value) => !isPlain(value)).map((value) => ({ [field]: { $eq: value } }));
  return others.length === 0 ? plain : { $or: [plain, ...others] };
}

function remember(values: Map<string, unknown>, value: unknown): string {
  const key = groupKey(value);
  if (!values.has(key)) values.set(key, value);
  return key;
}

type Index = ReadonlyMap<string, readonly { readonly doc: Document; readonly order: number }[]>;

/** Foreign documents by each value that a filter on the field would find them by. */
async function index(source: Chunks, field: string): Promise<Index> {
  const parts = splitPath(field);
  const meter = new MemoryMeter('$lookup');
  const byKey = new Map<string, { doc: Document; order: number }[]>();
  let order = 0;
  for await (const docs of source) {
    for (const doc of docs) {
      meter.add(doc);
      const entry = { doc, order: order++ };
      const keys = new Set<string>();
      walkPath(doc, parts, 'elements', (value) => {
        keys.add(groupKey(value));
        return false;
      });
      for (const key of keys) {
        const entries = byKey.get(key);
        if (entries) entries.push(entry);
        else byKey.set(key, [entry]);
      }
    }
  }
  return byKey;
}

/** The documents under any of the keys, once each, in the order they were read. */
function pick(index: Index, keys: readonly string[]): Document[] {
  const [only] = keys;
  if (only !== undefined && keys.length === 1) return (index.get(only) ?? []).map(({ doc }) => doc);
  const entries = new Set(keys.flatMap((key) => index.get(key) ?? []));
  return [...entries].sort((a, b) => a.order - b.order).map(({ doc }) => doc);
}
