import { z } from 'zod';
import { MAX_DOCUMENT_BYTES, decode } from '../codec.js';
import { encodeKey } from '../bson-order.js';
import { StoreError } from '../errors.js';
import { compileFilter } from '../matcher.js';
import { leafValues, splitPath } from '../paths.js';
import { Query } from '../query.js';
import { Anything, AnyDocument, CollectionName, command, fields } from './command.js';

const Distinct = fields({
  distinct: CollectionName,
  key: z.string().min(1),
  query: AnyDocument.default({}),
  hint: Anything,
});

const NO_PREFIX = Buffer.alloc(0);

export const distinct = command('distinct', Distinct, async (args, { store, db, deadline }) => {
  const collection = store.catalog.get(`${db}.${args.distinct}`);
  if (!collection) {
    compileFilter(args.query);
    return { values: [], ok: 1 };
  }
  const parts = splitPath(args.key);
  const values = new Map<string, unknown>();
  let bytes = 0;
  const query = new Query(store, collection, { filter: args.query, hint: args.hint });
  await query.fill((hit) => {
    for (const value of leafValues(hit.doc ?? decode(hit.raw), parts)) {
      if (value === undefined) continue;
      const key = encodeKey(NO_PREFIX, [value]).key.toString('latin1');
      if (values.has(key)) continue;
      values.set(key, value);
      bytes += key.length;
      if (bytes > MAX_DOCUMENT_BYTES)
        throw new StoreError(17217, 'Location17217', 'distinct too big, 16mb cap');
    }
    return true;
  }, deadline);
  const ordered = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return { values: ordered, ok: 1 };
});
