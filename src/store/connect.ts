import mongoose, { type Connection } from 'mongoose';

/**
 * Connects to the store. Undefined fields are left out rather than stored as null, because sparse indexes
 * must not see them.
 * @throws when the server cannot be reached within 10 s.
 */
export async function connectStore(uri: string, database = 'hub12345'): Promise<Connection> {
  return mongoose
    .createConnection(uri, {
      dbName: database,
      ignoreUndefined: true,
      serverSelectionTimeoutMS: 10_000,
      maxPoolSize: 32,
      autoIndex: false,
    })
    .asPromise();
}

/** Creates every index that is missing; existing ones are left alone. */
export async function createIndexes(connection: Connection): Promise<void> {
  for (const model of Object.values(connection.models)) await model.createIndexes();
}
