import { toDouble } from '../bson-number.js';
import { isArray, isDocument, type Document } from '../document.js';
import { located, typeMismatch } from '../errors.js';
import type { AggregateEnvironment, Pipeline, StageContext } from './environment.js';
import type { Variables } from './expressions/compiler.js';
import { indexableFilter } from './push-down.js';
import { compileStage } from './stage.js';

export type { AggregateEnvironment, Pipeline, SourceRequest } from './environment.js';

/**
 * Compiles an aggregation pipeline. A stage, accumulator or expression that this store does not have
 * is refused by name with MongoDB's code before anything is read.
 */
export function compilePipeline(stages: unknown, env: AggregateEnvironment): Pipeline {
  return compile(stages, env, { NOW: env.now });
}

function compile(stages: unknown, env: AggregateEnvironment, variables: Variables): Pipeline {
  if (!isArray(stages)) throw typeMismatch("'pipeline' option must be specified as an array");
  const context: StageContext = {
    env,
    variables,
    compile: (nested, nestedVariables) => compile(nested, env, nestedVariables),
  };
  const specs = stages.map(parseStage);
  // Every stage is compiled, also those the source will apply: mistakes must not depend on push-down.
  const compiled = specs.map(({ name, spec }) => compileStage(name, spec, context));
  const { leading, taken } = takeLeading(specs, variables);
  const rest = compiled.filter((_stage, i) => !taken.has(i));
  return {
    ...leading,
    run: (source) => rest.reduce((chunks, stage) => stage(chunks), source),
    runWhole: (source) => compiled.reduce((chunks, stage) => stage(chunks), source),
  };
}

interface StageSpec {
  readonly name: string;
  readonly spec: unknown;
}

function parseStage(stage: unknown): StageSpec {
  if (!isDocument(stage)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
  const [name, ...others] = Object.keys(stage);
  if (name === undefined || others.length > 0) {
    throw located(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  return { name, spec: stage[name] };
}

type Leading = Pick<Pipeline, 'leadingMatch' | 'leadingSort' | 'leadingSkip' | 'leadingLimit'>;

/** Takes `$match`… `$sort` `$skip` `$limit` off the front, in the order a query applies them. */
function takeLeading(
  specs: readonly StageSpec[],
  variables: Variables,
): { leading: Leading; taken: Set<number> } {
  const taken = new Set<number>();
  const filters: Document[] = [];
  let at = 0;
  for (; specs[at]?.name === '$match'; at++) {
    const spec = specs[at]?.spec;
    const { filter, isWhole } = indexableFilter(isDocument(spec) ? spec : {}, variables);
    if (Object.keys(filter).length > 0) filters.push(filter);
    if (isWhole) taken.add(at);
  }
  const leading: { -readonly [K in keyof Leading]: Leading[K] } = {};
  if (filters.length > 0) leading.leadingMatch = filters.length === 1 ? filters[0] : { $and: filters };
  // What stays behind of a $match has to run before anything that counts or orders is cut off.
  if (taken.size < at) return { leading, taken };
  const take = (name: string): unknown => {
    if (specs[at]?.name !== name) return undefined;
    taken.add(at);
    return specs[at++]?.spec;
  };
  const sort = take('$sort');
  if (isDocument(sort)) leading.leadingSort = sort;
  const skip = toDouble(take('$skip'));
  if (skip !== undefined) leading.leadingSkip = skip;
  const limit = toDouble(take('$limit'));
  if (limit !== undefined) leading.leadingLimit = limit;
  return { leading, taken };
}
