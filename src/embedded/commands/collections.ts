import { z } from 'zod';
import type { Document } from '../document.js';
import { StoreError, namespaceNotFound } from '../errors.js';
import { compileFilter } from '../matcher.js';
import { listStream } from '../streams.js';
import { Anything, AnyDocument, CollectionName, Count, command, fields } from './command.js';

export const create = command(
  'create',
  fields({ create: CollectionName, autoIndexId: Anything }),
  async (args, { store, db }) => {
    const namespace = `${db}.${args.create}`;
    await store.kv.write(() => {
      if (store.catalog.get(namespace)) {
        throw new StoreError(48, 'NamespaceExists', `Collection ${namespace} already exists.`);
      }
      store.catalog.ensure(namespace);
    });
    return { ok: 1 };
  },
);

export const drop = command('drop', fields({ drop: CollectionName }), async (args, { store, db }) => {
  const namespace = `${db}.${args.drop}`;
  const collection = store.catalog.get(namespace);
  if (!collection) throw namespaceNotFound(namespace);
  await store.kv.write(() => store.catalog.drop(collection));
  return { nIndexesWas: collection.indexes.length + 1, ns: namespace, ok: 1 };
});

export const dropDatabase = command(
  'dropDatabase',
  fields({ dropDatabase: Anything }),
  async (_args, { store, db }) => {
    await store.kv.write(() => {
      for (const collection of store.catalog.inDatabase(db)) store.catalog.drop(collection);
    });
    return { dropped: db, ok: 1 };
  },
);

const ListCollections = fields({
  listCollections: Anything,
  filter: AnyDocument.default({}),
  nameOnly: z.boolean().optional(),
  authorizedCollections: Anything,
  cursor: z.strictObject({ batchSize: Count.optional() }).optional(),
});

export const listCollections = command(
  'listCollections',
  ListCollections,
  async (args, { store, cursors, db, deadline }) => {
    const filter = compileFilter(args.filter);
    const docs = store.catalog
      .inDatabase(db)
      .map(({ name }): Document => ({
        name,
        type: 'collection',
        options: {},
        info: { readOnly: false },
        idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
      }))
      .filter((doc) => filter.test(doc))
      .map((doc) => (args.nameOnly ? { name: doc.name, type: doc.type } : doc));
    return cursors.first(
      `${db}.$cmd.listCollections`,
      listStream(docs),
      { batchSize: args.cursor?.batchSize },
      deadline,
    );
  },
);
