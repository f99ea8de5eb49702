import type { Document } from '../../../src/embedded/document.js';
import { compileFilter } from '../../../src/embedded/matcher.js';
import { compilePipeline, type AggregateEnvironment } from '../../../src/embedded/aggregate/pipeline.js';
import { compileSort } from '../../../src/embedded/sort.js';

/** Collections in memory, and what was asked of them. */
export class Collections implements AggregateEnvironment {
  readonly now = new Date('2026-03-04T05:06:07.890Z');
  readonly requests: Parameters<AggregateEnvironment['lookup']>[0][] = [];

  constructor(private readonly collections: Readonly<Record<string, readonly Document[]>> = {}) {}

  lookup(request: Parameters<AggregateEnvironment['lookup']>[0]): AsyncIterable<Document[]> {
    this.requests.push(request);
    return read(this.collections[request.from] ?? [], request);
  }
}

/** Runs a pipeline over documents the way the store does: the source applies the leading stages. */
export async function aggregate(
  pipeline: readonly Document[],
  docs: readonly Document[],
  env: AggregateEnvironment = new Collections(),
): Promise<Document[]> {
  const compiled = compilePipeline(pipeline, env);
  const source = read(docs, {
    filter: compiled.leadingMatch ?? {},
    sort: compiled.leadingSort,
    skip: compiled.leadingSkip,
    limit: compiled.leadingLimit,
  });
  const out: Document[] = [];
  for await (const chunk of compiled.run(source)) out.push(...chunk);
  return out;
}

interface Read {
  readonly filter: Document;
  readonly sort?: Document;
  readonly skip?: number;
  readonly limit?: number;
}

/** Hands out two documents at a time, so that every stage meets the seam between chunks. */
export async function* read(
  docs: readonly Document[],
  { filter, sort, skip = 0, limit }: Read,
): AsyncIterable<Document[]> {
  const compiled = compileFilter(filter);
  let found = docs.filter((doc) => compiled.test(doc));
  const order = compileSort(sort ?? {});
  if (sort) found = [...found].sort((a, b) => order.compare(a, b));
  found = found.slice(skip, limit === undefined ? undefined : skip + limit);
  for (let at = 0; at < found.length; at += 2) yield found.slice(at, at + 2);
}
