import { countDocuments } from '../counting.js';
import { Anything, CollectionName, command, fields } from './command.js';

export const collStats = command(
  ['collStats', 'collstats'],
  fields({ collStats: CollectionName.optional(), collstats: CollectionName.optional(), scale: Anything }),
  (args, { store, db }) => {
    const namespace = `${db}.${args.collStats ?? args.collstats ?? ''}`;
    const collection = store.catalog.get(namespace);
    const count = collection ? countDocuments(store.kv, collection) : 0;
    return { ns: namespace, count, nindexes: collection ? collection.indexes.length + 1 : 0, ok: 1 };
  },
);

export const dbStats = command(
  ['dbStats', 'dbstats'],
  fields({ dbStats: Anything, dbstats: Anything, scale: Anything }),
  (_args, { store, db }) => {
    const collections = store.catalog.inDatabase(db);
    const { fileBytes, freeBytes } = store.kv.stats();
    return {
      db,
      collections: collections.length,
      objects: collections.reduce((sum, collection) => sum + countDocuments(store.kv, collection), 0),
      indexes: collections.reduce((sum, { indexes }) => sum + indexes.length + 1, 0),
      storageSize: fileBytes,
      freeStorageSize: freeBytes,
      ok: 1,
    };
  },
);
