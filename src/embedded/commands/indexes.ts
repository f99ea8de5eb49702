import { z } from 'zod';
import { describeIndex } from '../catalog.js';
import { badValue, namespaceNotFound } from '../errors.js';
import { createIndex, dropIndexes as drop, readIndexOptions } from '../index-build.js';
import { listStream } from '../streams.js';
import { Anything, AnyDocument, CollectionName, Count, command, fields } from './command.js';

const CreateIndexes = fields({
  createIndexes: CollectionName,
  indexes: z.array(AnyDocument).min(1),
  commitQuorum: Anything,
});

export const createIndexes = command('createIndexes', CreateIndexes, async (args, { store, db }) => {
  const namespace = `${db}.${args.createIndexes}`;
  const options = args.indexes.map(readIndexOptions);
  const existed = store.catalog.get(namespace) !== undefined;
  const before = 1 + (store.catalog.get(namespace)?.indexes.length ?? 0);
  await store.kv.write(() => store.catalog.ensure(namespace));
  for (const option of options) await createIndex(store, namespace, option);
  const after = 1 + (store.catalog.get(namespace)?.indexes.length ?? 0);
  return {
    createdCollectionAutomatically: !existed,
    numIndexesBefore: before,
    numIndexesAfter: after,
    ...(before === after && { note: 'all indexes already exist' }),
    ok: 1,
  };
});

const DropIndexes = fields({
  dropIndexes: CollectionName.optional(),
  deleteIndexes: CollectionName.optional(),
  index: z.union([z.string(), z.array(z.string()), AnyDocument]),
});

export const dropIndexes = command(
  ['dropIndexes', 'deleteIndexes'],
  DropIndexes,
  async (args, { store, db }) => {
    const name = args.dropIndexes ?? args.deleteIndexes;
    if (name === undefined) throw badValue('dropIndexes needs a collection');
    const namespace = `${db}.${name}`;
    const before = await store.kv.write(() => drop(store, namespace, args.index));
    return { nIndexesWas: before, ok: 1 };
  },
);

const ListIndexes = fields({
  listIndexes: CollectionName,
  cursor: z.strictObject({ batchSize: Count.optional() }).optional(),
});

export const listIndexes = command(
  'listIndexes',
  ListIndexes,
  async (args, { store, cursors, db, deadline }) => {
    const namespace = `${db}.${args.listIndexes}`;
    const collection = store.catalog.get(namespace);
    if (!collection) throw namespaceNotFound(namespace);
    const docs = [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...collection.indexes.map(describeIndex)];
    return cursors.first(namespace, listStream(docs), { batchSize: args.cursor?.batchSize }, deadline);
  },
);
