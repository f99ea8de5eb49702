import { isDocument, setField, type Document } from '../../document.js';
import { located } from '../../errors.js';
import { MemoryMeter, rechunk, type Chunks, type Stage } from '../chunks.js';
import type { Pipeline, StageContext } from '../environment.js';

/** `$facet`: several pipelines over the same documents, their results side by side in one document. */
export function facetStage(spec: unknown, context: StageContext): Stage {
  if (!isDocument(spec) || Object.keys(spec).length === 0) {
    throw located(40169, 'the $facet specification must be a non-empty object');
  }
  const facets = Object.entries(spec).map(([name, stages]) => {
    if (name.startsWith('$') || name.includes('.'))
      throw located(16410, `FieldPath field names may not start with '$' or contain '.': ${name}`);
    if (Array.isArray(stages) && stages.some((stage: unknown) => isDocument(stage) && '$facet' in stage)) {
      throw located(40600, '$facet is not allowed to be used within a $facet stage');
    }
    return { name, pipeline: context.compile(stages, context.variables) };
  });
  return (source) => runFacets(source, facets);
}

async function* runFacets(source: Chunks, facets: readonly { name: string; pipeline: Pipeline }[]): Chunks {
  const input = await collect(source, new MemoryMeter('$facet'));
  const result: Document = {};
  const meter = new MemoryMeter('$facet');
  for (const { name, pipeline } of facets) {
    setField(result, name, await collect(pipeline.runWhole(rechunk(input)), meter));
  }
  yield [result];
}

async function collect(source: Chunks, meter: MemoryMeter): Promise<Document[]> {
  const all: Document[] = [];
  for await (const docs of source) {
    for (const doc of docs) {
      meter.add(doc);
      all.push(doc);
    }
  }
  return all;
}
