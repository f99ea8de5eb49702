import { Long } from 'bson';
import { z } from 'zod';
import { CollectionName, Count, command, fields } from './command.js';

const CursorId = z.union([
  z.instanceof(Long).transform((id) => id.toBigInt()),
  z.int().transform((id) => BigInt(id)),
]);

export const getMore = command(
  'getMore',
  fields({ getMore: CursorId, collection: CollectionName, batchSize: Count.optional() }),
  (args, { cursors, db, deadline }) =>
    cursors.more(args.getMore, `${db}.${args.collection}`, args.batchSize, deadline),
);

export const killCursors = command(
  'killCursors',
  fields({ killCursors: CollectionName, cursors: z.array(CursorId) }),
  (args, { cursors }) => {
    const killed: Long[] = [];
    const missing: Long[] = [];
    for (const id of args.cursors) (cursors.kill(id) ? killed : missing).push(Long.fromBigInt(id));
    return { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
  },
);
