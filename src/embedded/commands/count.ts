import { countMatches } from '../counting.js';
import { Anything, AnyDocument, CollectionName, Count, Int, command, fields } from './command.js';

const CountFields = fields({
  count: CollectionName,
  query: AnyDocument.default({}),
  skip: Count.optional(),
  limit: Int.optional(),
  hint: Anything,
});

export const count = command('count', CountFields, async (args, { store, db, deadline }) => {
  const { query: filter, skip, hint } = args;
  const limit = Math.abs(args.limit ?? 0);
  const n = await countMatches(store, `${db}.${args.count}`, { filter, skip, limit, hint }, deadline);
  return { n, ok: 1 };
});
