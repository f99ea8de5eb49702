import { encodeKey, successor, typeTag } from './bson-order.js';
import { isOperatorDocument, type Document } from './document.js';
import { compareValues } from './bson-order.js';
import { badValue } from './errors.js';
import { compileFilter, describeFilter, type FieldBounds } from './matcher.js';
import type { Collection, Index, PartialFilter } from './catalog.js';
import type { KeyRange } from './kv.js';
import type { Sort } from './sort.js';

/** How a query reads a collection: which keys, in which order. */
export interface Plan {
  /** Absent: the documents themselves, which lie in `_id` order. */
  readonly index?: Index;
  /** Disjoint ranges of stored keys, in scan order. */
  readonly ranges: readonly KeyRange[];
  /** Keys of single documents, when the filter names their `_id`; `ranges` is then empty. */
  readonly points?: readonly Buffer[];
  readonly reverse: boolean;
  /** Whether the scan yields the sort asked for. */
  readonly sorted: boolean;
  /** Whether the ranges alone decide the filter, so that documents need not be decoded to test it. */
  readonly exact: boolean;
}

/** More points than this in one plan cost more than they save. */
const MAX_POINTS = 1000;

/** Chooses the index for a filter and sort: most leading equalities, then a range, then a sort served for free. */
export function planQuery(
  collection: Collection,
  filter: Document,
  sort: Sort | undefined,
  hint?: unknown,
): Plan {
  const bounds = describeFilter(filter);
  const views = hint === undefined ? usableViews(collection, bounds) : [hintedView(collection, hint)];
  let best: Candidate | undefined;
  for (const view of views) {
    const candidate = consider(view, bounds, sort);
    if (!best || candidate.score > best.score) best = candidate;
  }
  if (!best) throw badValue('no way to read the collection');
  return finish(best, filter, bounds);
}

/** What indexes and the documents' own order have in common. */
interface View {
  index?: Index;
  prefix: Buffer;
  paths: readonly string[];
  dirs: readonly (1 | -1)[];
  unique: boolean;
  multikey: boolean;
  truncated: boolean;
}

interface Candidate {
  view: View;
  /** Values of the leading fields: one row per point. */
  rows: readonly (readonly unknown[])[];
  range: FieldBounds | undefined;
  sorted: boolean;
  reverse: boolean;
  score: number;
}

function usableViews(collection: Collection, bounds: Map<string, FieldBounds>): View[] {
  const usable = collection.indexes.filter(
    (index) =>
      !index.hidden &&
      (!index.sparse || index.paths.some((path) => excludesMissing(bounds.get(path)))) &&
      (!index.partial || isImplied(index.partial, bounds)),
  );
  return [documentsView(collection), ...usable.map(indexView)];
}

function documentsView(collection: Collection): View {
  return {
    prefix: collection.prefix,
    paths: ['_id'],
    dirs: [1],
    unique: true,
    multikey: false,
    truncated: collection.truncatedIds,
  };
}

function indexView(index: Index): View {
  const { prefix, paths, dirs, unique, multikey, truncated } = index;
  return { index, prefix, paths, dirs, unique, multikey, truncated };
}

function hintedView(collection: Collection, hint: unknown): View {
  if (hint === '_id_' || isHintFor(hint, { _id: 1 }) || isHintFor(hint, { $natural: 1 }))
    return documentsView(collection);
  const index = collection.indexes.find(({ name, key }) => name === hint || isHintFor(hint, key));
  if (!index) throw badValue('hint provided does not correspond to an existing index');
  return indexView(index);
}

function isHintFor(hint: unknown, key: Document): boolean {
  return typeof hint === 'object' && compareValues(hint, key) === 0;
}

function excludesMissing(bounds: FieldBounds | undefined): boolean {
  if (!bounds) return false;
  if (bounds.in) return bounds.in.every((value) => value !== null);
  if ('eq' in bounds) return bounds.eq !== null;
  return bounds.exists === true || hasRange(bounds);
}

/** Whether every match of the filter is surely in a partial index. */
function isImplied(partial: PartialFilter, bounds: Map<string, FieldBounds>): boolean {
  return Object.entries(partial.expression).every(([path, condition]) => {
    const have = bounds.get(path);
    const want = partial.bounds.get(path);
    if (!have || !want || path.startsWith('$')) return false;
    const test = compileFilter({ value: condition });
    if ('eq' in have) return test.test({ value: have.eq });
    if (have.in) return have.in.every((value) => test.test({ value }));
    if (isOnlyExists(condition)) return want.exists === true && excludesMissing(have);
    return (
      have.type !== undefined &&
      isOperatorDocument(condition) &&
      compareValues(have.type, condition.$type) === 0
    );
  });
}

function isOnlyExists(condition: unknown): boolean {
  return isOperatorDocument(condition) && Object.keys(condition).join() === '$exists';
}

function consider(view: View, bounds: Map<string, FieldBounds>, sort: Sort | undefined): Candidate {
  let rows: readonly (readonly unknown[])[] = [[]];
  let depth = 0;
  const roots = new Set<string>();
  const isFree = (path: string) => {
    // Two fields below one array may match by different elements, which no single entry shows.
    const root = path.split('.', 1)[0] ?? '';
    if (view.multikey && roots.has(root)) return false;
    roots.add(root);
    return true;
  };
  for (; depth < view.paths.length; depth++) {
    const path = view.paths[depth] ?? '';
    const points = pointsOf(bounds.get(path));
    if (!points || rows.length * points.length > MAX_POINTS || !isFree(path)) break;
    rows =
      points.length === 1
        ? rows.map((row) => [...row, points[0]])
        : rows.flatMap((row) => points.map((point) => [...row, point]));
  }
  const path = view.paths[depth];
  const next = path === undefined ? undefined : bounds.get(path);
  const range = next && path !== undefined && hasRange(next) && isFree(path) ? next : undefined;
  const order = rows.length === 1 && sort ? servedOrder(view, depth, bounds, sort) : undefined;
  const complete = view.unique && depth === view.paths.length ? 100 : 0;
  return {
    view,
    rows,
    range,
    sorted: sort === undefined || order !== undefined,
    reverse: order === 'backward',
    score: complete + depth * 10 + (range ? 5 : 0) + (order ? 4 : 0),
  };
}

function pointsOf(bounds: FieldBounds | undefined): readonly unknown[] | undefined {
  if (!bounds) return undefined;
  if ('eq' in bounds && !(bounds.eq instanceof RegExp)) return [bounds.eq];
  return bounds.in;
}

function hasRange(bounds: FieldBounds): boolean {
  return 'gt' in bounds || 'gte' in bounds || 'lt' in bounds || 'lte' in bounds;
}

/** The direction in which a scan yields the sort, or undefined when it does not. */
function servedOrder(
  view: View,
  depth: number,
  bounds: Map<string, FieldBounds>,
  sort: Sort,
): 'forward' | 'backward' | undefined {
  if (view.multikey || view.truncated) return undefined;
  // Entries with equal values lie in `_id` order.
  const paths = view.index ? [...view.paths, '_id'] : view.paths;
  const dirs = [...view.dirs, 1];
  let at = depth;
  let sign = 0;
  for (const { path, direction } of sort.fields) {
    if (
      pointsOf(bounds.get(path))?.length === 1 &&
      view.paths.indexOf(path) < depth &&
      view.paths.includes(path)
    )
      continue;
    if (paths[at] !== path) return undefined;
    const here = direction * (dirs[at] ?? 1);
    if (sign !== 0 && here !== sign) return undefined;
    sign = here;
    at++;
  }
  return sign < 0 ? 'backward' : 'forward';
}

function finish(candidate: Candidate, filter: Document, bounds: Map<string, FieldBounds>): Plan {
  const { view, rows, range, sorted, reverse } = candidate;
  const depth = rows[0]?.length ?? 0;
  const built = rows.map((row) => (range ? rangeOf(view, row, range) : pointRange(view, row)));
  const exact =
    !view.multikey &&
    built.every(({ cut }) => !cut) &&
    isDecidedBy(filter, bounds, view.paths.slice(0, depth), range ? view.paths[depth] : undefined);
  if (!view.index && depth === 1) {
    const keys = distinctKeys(rows.map(([id]) => encodeKey(view.prefix, [id]).key));
    return { ranges: [], points: reverse ? keys.reverse() : keys, reverse, sorted, exact };
  }
  const ranges = disjoint(built.map(({ gte, lt }) => ({ gte, lt })));
  return { index: view.index, ranges: reverse ? ranges.reverse() : ranges, reverse, sorted, exact };
}

type CutRange = KeyRange & { cut: boolean };

function pointRange(view: View, row: readonly unknown[]): CutRange {
  const { key, truncated } = encodeKey(view.prefix, row, view.dirs);
  return { gte: key, lt: successor(key), cut: truncated };
}

/** Bounds are bracketed by type: `{$gt: 5}` finds numbers only. */
function rangeOf(view: View, row: readonly unknown[], range: FieldBounds): CutRange {
  const at = row.length;
  const descending = view.dirs[at] === -1;
  const any = range.gt ?? range.gte ?? range.lt ?? range.lte;
  const base = encodeKey(view.prefix, row, view.dirs);
  const tag = typeTag(any);
  const bracket = Buffer.concat([base.key, Buffer.from([descending ? ~tag & 0xff : tag])]);
  let cut = base.truncated;
  const edge = (value: unknown, side: 'before' | 'after'): Buffer => {
    const { key, truncated, stem } = encodeKey(view.prefix, [...row, value], view.dirs);
    cut ||= truncated;
    return side === 'before' ? stem : successor(truncated ? stem : key);
  };
  // A cut bound is not an edge but a neighbourhood, all of which is read.
  const lower = (value: unknown, inclusive: boolean): Buffer => {
    const key = encodeKey(view.prefix, [...row, value], view.dirs);
    return inclusive || key.truncated ? edge(value, 'before') : edge(value, 'after');
  };
  const upper = (value: unknown, inclusive: boolean): Buffer => {
    const key = encodeKey(view.prefix, [...row, value], view.dirs);
    return inclusive || key.truncated ? edge(value, 'after') : edge(value, 'before');
  };
  const start = descending ? [range.lt, range.lte] : [range.gt, range.gte];
  const end = descending ? [range.gt, range.gte] : [range.lt, range.lte];
  let gte = pick(start, lower);
  let lt = pick(end, upper);
  // The two bounds of an array may be met by different elements.
  if (view.multikey && gte && lt) lt = undefined;
  gte ??= bracket;
  lt ??= successor(bracket);
  return { gte, lt, cut };
}

function pick(
  [exclusive, inclusive]: readonly unknown[],
  edge: (value: unknown, inclusive: boolean) => Buffer,
): Buffer | undefined {
  if (exclusive !== undefined) return edge(exclusive, false);
  if (inclusive !== undefined) return edge(inclusive, true);
  return undefined;
}

function disjoint(ranges: KeyRange[]): KeyRange[] {
  if (ranges.length < 2) return ranges.filter(({ gte, lt }) => Buffer.compare(gte, lt) < 0);
  const ordered = [...ranges].sort((a, b) => Buffer.compare(a.gte, b.gte));
  const merged: KeyRange[] = [];
  for (const range of ordered) {
    const last = merged.at(-1);
    if (last && Buffer.compare(range.gte, last.lt) < 0) {
      if (Buffer.compare(range.lt, last.lt) > 0) merged[merged.length - 1] = { gte: last.gte, lt: range.lt };
    } else if (Buffer.compare(range.gte, range.lt) < 0) merged.push(range);
  }
  return merged;
}

function distinctKeys(keys: Buffer[]): Buffer[] {
  if (keys.length < 2) return keys;
  const ordered = keys.sort((a, b) => Buffer.compare(a, b));
  return ordered.filter((key, i) => !ordered[i - 1]?.equals(key));
}

/** Whether the filter says nothing beyond equality on `points` and bounds on `ranged`, all of them scalars. */
function isDecidedBy(
  filter: Document,
  bounds: Map<string, FieldBounds>,
  points: readonly string[],
  ranged: string | undefined,
): boolean {
  return Object.entries(filter).every(([path, condition]) => {
    const have = bounds.get(path);
    if (!have || path.startsWith('$')) return false;
    if (points.includes(path)) {
      const values = pointsOf(have);
      const single = !isOperatorDocument(condition) || Object.keys(condition).length === 1;
      return single && values !== undefined && values.every(isPlainValue);
    }
    return path === ranged && isOperatorDocument(condition) && isDecidedRange(condition, have);
  });
}

function isDecidedRange(condition: Document, bounds: FieldBounds): boolean {
  const operators = Object.keys(condition);
  const lower = operators.filter((operator) => operator === '$gt' || operator === '$gte');
  const upper = operators.filter((operator) => operator === '$lt' || operator === '$lte');
  if (lower.length > 1 || upper.length > 1 || lower.length + upper.length !== operators.length) return false;
  const values = [bounds.gt, bounds.gte, bounds.lt, bounds.lte].filter((value) => value !== undefined);
  const tags = new Set(values.map(typeTag));
  return values.length === operators.length && tags.size === 1 && values.every(isPlainValue);
}

function isPlainValue(value: unknown): boolean {
  if (value === null || value === undefined || value instanceof RegExp) return false;
  if (typeof value !== 'object') return !Number.isNaN(value);
  return value instanceof Date || ('_bsontype' in value && value._bsontype === 'ObjectId');
}
