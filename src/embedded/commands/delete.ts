import { z } from 'zod';
import { modifyMany, modifyOne, type Modification } from '../modify.js';
import { Anything, AnyDocument, CollectionName, Int, command, fields, readFields } from './command.js';
import { writeError } from './insert.js';
import type { Document } from '../document.js';

const Delete = fields({
  delete: CollectionName,
  deletes: z.array(AnyDocument).min(1),
  ordered: z.boolean().default(true),
});

/** `limit` is 1 for one document, 0 for all. */
const Statement = z.strictObject({ q: AnyDocument, limit: Int, hint: Anything });

export const deleteCommand = command('delete', Delete, async (args, { store, db, deadline }) => {
  const namespace = `${db}.${args.delete}`;
  const failures: Document[] = [];
  let n = 0;
  for (const [index, doc] of args.deletes.entries()) {
    try {
      const { q, limit, hint } = readFields('delete.deletes', Statement, doc);
      const modification: Modification = { query: { filter: q, hint }, change: { type: 'remove' } };
      if (limit === 0) await modifyMany(store, namespace, modification, deadline, () => n++);
      else if ((await modifyOne(store, namespace, modification, deadline)).type === 'removed') n++;
    } catch (error) {
      failures.push(writeError(index, error));
      if (args.ordered) break;
    }
  }
  return { n, ...(failures.length > 0 && { writeErrors: failures }), ok: 1 };
});
