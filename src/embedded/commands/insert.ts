import { z } from 'zod';
import { decode } from '../codec.js';
import { StoreError, badValue } from '../errors.js';
import { insertDocument, type WriteTarget } from '../write.js';
import { isDocument, type Document } from '../document.js';
import { Anything, CollectionName, command, fields } from './command.js';

/** Documents come decoded when inside the command, and as bytes from a message's document sequence. */
type Incoming = Document | Buffer;

const Insert = fields({
  insert: CollectionName,
  documents: z
    .array(z.custom<Incoming>((value) => Buffer.isBuffer(value) || isDocument(value), 'must be an object'))
    .min(1),
  ordered: z.boolean().default(true),
  bypassDocumentValidation: Anything,
});

/** Documents of one insert that share a write job; a huge insert then leaves turns to others. */
const PER_JOB = 1000;

export const insert = command('insert', Insert, async (args, { store, db, deadline }) => {
  const target: WriteTarget = { ...store, namespace: `${db}.${args.insert}` };
  if (args.insert.startsWith('system.')) throw badValue(`cannot write to '${target.namespace}'`);
  const failures: Document[] = [];
  let inserted = 0;
  for (let start = 0; start < args.documents.length; start += PER_JOB) {
    const part = args.documents.slice(start, start + PER_JOB);
    const result = await store.kv.write(() => insertAll(target, part, start, args.ordered));
    inserted += result.inserted;
    failures.push(...result.failures);
    if (args.ordered && failures.length > 0) break;
    deadline.check();
  }
  return { n: inserted, ...(failures.length > 0 && { writeErrors: failures }), ok: 1 };
});

function insertAll(
  target: WriteTarget,
  docs: readonly Incoming[],
  offset: number,
  ordered: boolean,
): { inserted: number; failures: Document[] } {
  const failures: Document[] = [];
  let inserted = 0;
  for (const [i, doc] of docs.entries()) {
    try {
      target.kv.attempt(() =>
        Buffer.isBuffer(doc) ? insertDocument(target, decode(doc), doc) : insertDocument(target, doc),
      );
      inserted++;
    } catch (error) {
      failures.push(writeError(offset + i, error));
      if (ordered) break;
    }
  }
  return { inserted, failures };
}

/** One statement's failure within a write command's reply; a fault of the store itself fails the whole command. */
export function writeError(index: number, error: unknown): Document {
  if (!(error instanceof StoreError)) throw error;
  return { index, code: error.code, errmsg: error.message, ...error.extra };
}
