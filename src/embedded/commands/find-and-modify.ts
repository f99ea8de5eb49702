import { z } from 'zod';
import { encode } from '../codec.js';
import { failedToParse } from '../errors.js';
import { modifyOne, updateOf, type Modification, type Outcome } from '../modify.js';
import { compileProjection } from '../project.js';
import { withEncoded, type Reply } from '../reply.js';
import { Anything, AnyDocument, CollectionName, command, fields } from './command.js';
import type { Document } from '../document.js';

const FindAndModify = fields({
  findAndModify: CollectionName.optional(),
  findandmodify: CollectionName.optional(),
  query: AnyDocument.default({}),
  sort: AnyDocument.optional(),
  remove: z.boolean().default(false),
  update: Anything,
  new: z.boolean().default(false),
  fields: AnyDocument.optional(),
  upsert: z.boolean().default(false),
  arrayFilters: z.array(AnyDocument).optional(),
  hint: Anything,
  bypassDocumentValidation: Anything,
});

type Args = z.output<typeof FindAndModify>;

export const findAndModify = command(
  ['findAndModify', 'findandmodify'],
  FindAndModify,
  async (args, call) => {
    const namespace = `${call.db}.${args.findAndModify ?? args.findandmodify ?? ''}`;
    const project =
      args.fields && Object.keys(args.fields).length > 0 ? compileProjection(args.fields) : undefined;
    const modification: Modification = {
      query: { filter: args.query, sort: args.sort, hint: args.hint },
      change: changeOf(args),
    };
    const outcome = await modifyOne(call.store, namespace, modification, call.deadline);
    return reply(outcome, args.new, (doc) => (project ? project(doc) : doc));
  },
);

function changeOf(args: Args): Modification['change'] {
  if (!args.remove) {
    if (args.update === undefined) throw failedToParse('Either an update or remove=true must be specified');
    return { type: 'update', update: updateOf(args.update, args.arrayFilters), upsert: args.upsert };
  }
  if (args.update !== undefined) throw failedToParse('Cannot specify both an update and remove=true');
  if (args.upsert) throw failedToParse('Cannot specify both upsert=true and remove=true');
  if (args.new)
    throw failedToParse(
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  return { type: 'remove' };
}

function reply(outcome: Outcome, wantsAfter: boolean, show: (doc: Document) => Document): Reply {
  switch (outcome.type) {
    case 'none':
      return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
    case 'removed':
      return withEncoded(
        { lastErrorObject: { n: 1 }, ok: 1 },
        'value',
        encode(show(outcome.before.doc ?? {})),
      );
    case 'updated': {
      const doc = wantsAfter ? outcome.after : (outcome.before.doc ?? {});
      return withEncoded(
        { lastErrorObject: { n: 1, updatedExisting: true }, ok: 1 },
        'value',
        encode(show(doc)),
      );
    }
    case 'upserted':
      return {
        lastErrorObject: { n: 1, updatedExisting: false, upserted: outcome.after._id },
        value: wantsAfter ? show(outcome.after) : null,
        ok: 1,
      };
  }
}
