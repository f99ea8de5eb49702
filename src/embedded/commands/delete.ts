import { z } from 'zod';
import { Anything, AnyDocument, CollectionName, Int, command, fields, readFields } from './command.js';
import { runStatements } from './statements.js';

const Delete = fields({
  delete: CollectionName,
  deletes: z.array(AnyDocument).min(1),
  ordered: z.boolean().default(true),
});

/** `limit` is 1 for one document, 0 for all. */
const DeleteStatement = z.strictObject({ q: AnyDocument, limit: Int, hint: Anything });

export const deleteCommand = command('delete', Delete, async (args, call) => {
  let n = 0;
  const failures = await runStatements(
    `${call.db}.${args.delete}`,
    args.deletes.length,
    {
      ordered: args.ordered,
      read: (index) => {
        const doc = args.deletes[index] ?? {};
        const { q, limit, hint } = readFields('delete.deletes', DeleteStatement, doc);
        return {
          modification: { query: { filter: q, hint }, change: { type: 'remove' } },
          multi: limit === 0,
        };
      },
      onOutcome: (_index, { type }) => {
        if (type === 'removed') n++;
      },
    },
    call,
  );
  return { n, ...(failures.length > 0 && { writeErrors: failures }), ok: 1 };
});
