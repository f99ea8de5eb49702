import { z } from 'zod';
import { AnyDocument, Count } from './commands/command.js';
import type { QuerySpec } from './query.js';

const Stage = {
  match: z.strictObject({ $match: AnyDocument }),
  skip: z.strictObject({ $skip: Count }),
  limit: z.strictObject({ $limit: Count }),
  count: z.strictObject({
    $group: z.strictObject({ _id: z.literal(1), n: z.strictObject({ $sum: z.literal(1) }) }),
  }),
};

/** The query behind a driver's `countDocuments`, which arrives as a pipeline; undefined for any other pipeline. */
export function countedQuery(pipeline: readonly unknown[]): QuerySpec | undefined {
  const stages = [...pipeline];
  const take = <S extends z.ZodType>(schema: S): z.output<S> | undefined => {
    const result = schema.safeParse(stages[0]);
    if (!result.success) return undefined;
    stages.shift();
    return result.data;
  };
  const filter = take(Stage.match)?.$match ?? {};
  const skip = take(Stage.skip)?.$skip;
  const limit = take(Stage.limit)?.$limit;
  return take(Stage.count) && stages.length === 0 ? { filter, skip, limit } : undefined;
}
