import { Long } from 'bson';
import { z } from 'zod';
import { Deadline } from '../deadline.js';
import { isDocument, type Document } from '../document.js';
import { StoreError, badValue, failedToParse, typeMismatch, unsupported } from '../errors.js';
import type { Cursors } from '../cursors.js';
import type { Reply } from '../reply.js';
import type { Store } from '../store.js';

/** What a command works with. */
export interface Call {
  readonly store: Store;
  readonly cursors: Cursors;
  /** A number per connection, as `hello` reports it. */
  readonly connectionId: number;
}

/** A call whose generic fields have been read. */
export interface Running extends Call {
  readonly db: string;
  readonly deadline: Deadline;
}

export interface Command {
  readonly name: string;
  readonly aliases: readonly string[];
  run(cmd: Document, call: Call): Promise<Reply>;
}

/** Defines a command: its fields, and what it does. Fields not named are refused, as MongoDB does. */
export function command<S extends z.ZodType<{ $db: string; maxTimeMS?: number }>>(
  names: string | readonly [string, ...string[]],
  fields: S,
  run: (args: z.output<S>, call: Running) => Promise<Reply> | Reply,
): Command {
  const [name, ...aliases] = typeof names === 'string' ? [names] : names;
  return {
    name,
    aliases,
    async run(cmd, call) {
      const args = readFields(name, fields, cmd);
      return run(args, { ...call, db: args.$db, deadline: new Deadline(args.maxTimeMS) });
    },
  };
}

/** A field of any type, which may be absent. */
export const Anything = z.unknown().optional();
/** Integers come as int32, int64 or double. */
export const Int = z.union([z.int(), z.instanceof(Long).transform((value) => value.toNumber())]);
export const Count = Int.refine((value) => value >= 0, 'must not be negative');
export const AnyDocument = z.custom<Document>(isDocument, 'must be an object');
export const CollectionName = z
  .string()
  .min(1)
  .refine((name) => !name.includes('\0'), 'must not contain a null character');

const WriteConcern = z.looseObject({
  w: z
    .union([z.literal(0), z.literal(1), z.literal('majority')], "'w' must be 1 or 'majority' on one server")
    .optional(),
});

/** The fields any command may carry: those the store acts on, and those it accepts because they change nothing here. */
const GENERIC = {
  $db: z.string(),
  maxTimeMS: Count.optional(),
  lsid: Anything,
  $clusterTime: Anything,
  $readPreference: Anything,
  readConcern: Anything,
  writeConcern: WriteConcern.optional(),
  comment: Anything,
};

/** Fields MongoDB knows and that would change the answer: ignoring them would be wrong. */
const REFUSED_OPTIONS = new Set([
  'collation',
  'let',
  'bypassDocumentValidation',
  'tailable',
  'awaitData',
  'min',
  'max',
  'returnKey',
  'showRecordId',
  'c',
]);

/** The fields of a command, with the generic ones. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject({ ...GENERIC, ...shape });
}

/** Reads a document by its schema, failing with MongoDB's codes: 40415 unknown field, 14 wrong type, 2 wrong value. */
export function readFields<S extends z.ZodType>(name: string, schema: S, doc: Document): z.output<S> {
  const result = schema.safeParse(doc);
  if (result.success) return result.data;
  for (const option of Object.keys(doc)) {
    if (REFUSED_OPTIONS.has(option) && doc[option] !== false) throw unsupported('option', option);
  }
  throw fieldError(name, doc, result.error);
}

function fieldError(name: string, doc: Document, { issues }: z.ZodError): StoreError {
  const [issue] = issues;
  if (!issue) return failedToParse(`${name}: malformed`);
  const path = [name, ...issue.path].join('.');
  if (issue.code === 'unrecognized_keys') {
    return new StoreError(
      40415,
      'Location40415',
      `BSON field '${path}.${issue.keys[0]}' is an unknown field.`,
    );
  }
  const [top] = issue.path;
  if (typeof top === 'string' && !(top in doc)) {
    return new StoreError(40414, 'Location40414', `BSON field '${path}' is missing but a required field`);
  }
  const isType = issue.code === 'invalid_type' || issue.code === 'invalid_union' || issue.code === 'custom';
  return isType && top !== 'writeConcern'
    ? typeMismatch(`BSON field '${path}': ${issue.message}`)
    : badValue(`BSON field '${path}': ${issue.message}`);
}
