import { z } from 'zod';
import { compilePipeline, type AggregateEnvironment } from '../aggregate/pipeline.js';
import { countedQuery } from '../count-pipeline.js';
import { countMatches } from '../counting.js';
import type { Deadline } from '../deadline.js';
import { readChunks } from '../read-chunks.js';
import { BatchStream, listStream } from '../streams.js';
import { Anything, CollectionName, Count, Int, command, fields, type Running } from './command.js';
import type { QuerySpec } from '../query.js';

const Aggregate = fields({
  aggregate: z.union([CollectionName, Int]),
  pipeline: z.array(Anything),
  cursor: z.strictObject({ batchSize: Count.optional() }),
  allowDiskUse: Anything,
  hint: Anything,
  bypassDocumentValidation: Anything,
});

export const aggregate = command('aggregate', Aggregate, async (args, call) => {
  const { store, cursors, db, deadline } = call;
  const namespace = `${db}.${typeof args.aggregate === 'string' ? args.aggregate : '$cmd.aggregate'}`;
  const { batchSize } = args.cursor;
  const counted = countedQuery(args.pipeline);
  if (counted) {
    const n = await countMatches(store, namespace, { ...counted, hint: args.hint }, deadline);
    return cursors.first(namespace, listStream(n === 0 ? [] : [{ _id: 1, n }]), { batchSize }, deadline);
  }
  return cursors.first(
    namespace,
    pipelineStream(namespace, args.pipeline, args.hint, call),
    { batchSize },
    deadline,
  );
});

function pipelineStream(
  namespace: string,
  stages: readonly unknown[],
  hint: unknown,
  call: Running,
): BatchStream {
  // Each getMore brings its own time limit, which then holds for whatever the pipeline reads.
  const time = { deadline: call.deadline };
  const env: AggregateEnvironment = {
    now: new Date(),
    lookup: ({ from, ...query }) => readChunks(call.store, `${call.db}.${from}`, query, () => time.deadline),
  };
  const pipeline = compilePipeline(stages, env);
  const { leadingMatch: filter = {}, leadingSort: sort, leadingSkip: skip, leadingLimit: limit } = pipeline;
  const query: QuerySpec = { filter, sort, skip, limit, hint };
  const source = readChunks(call.store, namespace, query, () => time.deadline);
  return new BatchStream(pipeline.run(source), (deadline: Deadline) => {
    time.deadline = deadline;
  });
}
