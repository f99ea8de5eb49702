import { z } from 'zod';
import { compileFilter } from '../matcher.js';
import { compileSort } from '../sort.js';
import { compileProjection } from '../project.js';
import { QueryStream, emptyStream } from '../streams.js';
import { Query } from '../query.js';
import { Anything, AnyDocument, CollectionName, Count, Int, command, fields } from './command.js';

const Find = fields({
  find: CollectionName,
  filter: AnyDocument.default({}),
  projection: AnyDocument.optional(),
  sort: AnyDocument.optional(),
  hint: Anything,
  skip: Count.optional(),
  limit: Int.optional(),
  batchSize: Count.optional(),
  singleBatch: z.boolean().optional(),
  allowDiskUse: Anything,
  noCursorTimeout: Anything,
  allowPartialResults: Anything,
  oplogReplay: Anything,
});

export const find = command('find', Find, async (args, { store, cursors, db, deadline }) => {
  const namespace = `${db}.${args.find}`;
  const { projection, filter, sort, skip, hint, batchSize } = args;
  // A negative limit is the old protocol's way to ask for a single batch.
  const limit = args.limit === undefined ? undefined : Math.abs(args.limit);
  const singleBatch = args.singleBatch === true || (args.limit ?? 0) < 0;
  const project =
    projection && Object.keys(projection).length > 0 ? compileProjection(projection) : undefined;
  const collection = store.catalog.get(namespace);
  if (!collection) {
    // What is wrong with the query is said whether or not there is anything to find.
    compileFilter(filter);
    if (sort) compileSort(sort);
    return cursors.first(namespace, emptyStream, {}, deadline);
  }
  const query = new Query(store, collection, { filter, sort, skip, limit, hint });
  return cursors.first(namespace, new QueryStream(query, project), { batchSize, singleBatch }, deadline);
});
