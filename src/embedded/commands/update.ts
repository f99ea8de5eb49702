import { z } from 'zod';
import { failedToParse } from '../errors.js';
import { updateOf } from '../modify.js';
import { Anything, AnyDocument, CollectionName, command, fields, readFields } from './command.js';
import { runStatements, type Statement } from './statements.js';
import type { Document } from '../document.js';

const Update = fields({
  update: CollectionName,
  updates: z.array(AnyDocument).min(1),
  ordered: z.boolean().default(true),
  bypassDocumentValidation: Anything,
});

const UpdateStatement = z.strictObject({
  q: AnyDocument,
  u: Anything,
  multi: z.boolean().default(false),
  upsert: z.boolean().default(false),
  arrayFilters: z.array(AnyDocument).optional(),
  sort: AnyDocument.optional(),
  hint: Anything,
});

export const update = command('update', Update, async (args, call) => {
  const counts = { n: 0, nModified: 0 };
  const upserted: Document[] = [];
  const failures = await runStatements(
    `${call.db}.${args.update}`,
    args.updates.length,
    {
      ordered: args.ordered,
      read: (index) => statementOf(readFields('update.updates', UpdateStatement, args.updates[index] ?? {})),
      onOutcome: (index, outcome) => {
        if (outcome.type === 'none') return;
        counts.n++;
        if (outcome.type === 'updated' && outcome.changed) counts.nModified++;
        if (outcome.type === 'upserted') upserted.push({ index, _id: outcome.after._id });
      },
    },
    call,
  );
  return {
    ...counts,
    ...(upserted.length > 0 && { upserted }),
    ...(failures.length > 0 && { writeErrors: failures }),
    ok: 1,
  };
});

function statementOf({
  q,
  u,
  multi,
  upsert,
  arrayFilters,
  sort,
  hint,
}: z.output<typeof UpdateStatement>): Statement {
  const compiled = updateOf(u, arrayFilters);
  if (multi && compiled.isReplacement)
    throw failedToParse('multi update is not supported for replacement-style update');
  if (multi && sort) throw failedToParse('Cannot specify sort with multi=true');
  return {
    multi,
    modification: {
      query: { filter: q, sort, hint },
      change: { type: 'update', update: compiled, upsert },
    },
  };
}
