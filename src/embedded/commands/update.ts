import { z } from 'zod';
import { failedToParse } from '../errors.js';
import { modifyMany, modifyOne, updateOf, type Modification, type Outcome } from '../modify.js';
import {
  Anything,
  AnyDocument,
  CollectionName,
  command,
  fields,
  readFields,
  type Running,
} from './command.js';
import { writeError } from './insert.js';
import type { Document } from '../document.js';

const Update = fields({
  update: CollectionName,
  updates: z.array(AnyDocument).min(1),
  ordered: z.boolean().default(true),
  bypassDocumentValidation: Anything,
});

const Statement = z.strictObject({
  q: AnyDocument,
  u: Anything,
  multi: z.boolean().default(false),
  upsert: z.boolean().default(false),
  arrayFilters: z.array(AnyDocument).optional(),
  sort: AnyDocument.optional(),
  hint: Anything,
});

export const update = command('update', Update, async (args, call) => {
  const namespace = `${call.db}.${args.update}`;
  const counts = { n: 0, nModified: 0 };
  const upserted: Document[] = [];
  const failures: Document[] = [];
  for (const [index, doc] of args.updates.entries()) {
    const onOutcome = (outcome: Outcome): void => {
      counts.n++;
      if (outcome.type === 'updated' && outcome.changed) counts.nModified++;
      if (outcome.type === 'upserted') upserted.push({ index, _id: outcome.after._id });
    };
    try {
      await runStatement(namespace, readFields('update.updates', Statement, doc), call, onOutcome);
    } catch (error) {
      failures.push(writeError(index, error));
      if (args.ordered) break;
    }
  }
  return {
    ...counts,
    ...(upserted.length > 0 && { upserted }),
    ...(failures.length > 0 && { writeErrors: failures }),
    ok: 1,
  };
});

async function runStatement(
  namespace: string,
  statement: z.output<typeof Statement>,
  { store, deadline }: Running,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> {
  const { q, u, multi, upsert, arrayFilters, sort, hint } = statement;
  const compiled = updateOf(u, arrayFilters);
  if (multi && compiled.isReplacement)
    throw failedToParse('multi update is not supported for replacement-style update');
  if (multi && sort) throw failedToParse('Cannot specify sort with multi=true');
  const modification: Modification = {
    query: { filter: q, sort, hint },
    change: { type: 'update', update: compiled, upsert },
  };
  if (multi) return modifyMany(store, namespace, modification, deadline, onOutcome);
  const outcome = await modifyOne(store, namespace, modification, deadline);
  if (outcome.type !== 'none') onOutcome(outcome);
}
