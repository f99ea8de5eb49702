import type { Connection } from 'mongoose';
import { type IndexDefinition, type IndexOptions, mongo, Schema } from 'mongoose';
import type { z } from 'zod';

/** What stands in a collection: a document of the model under `_id`, plus fields only the store knows. */
export type Row = { _id: string } & Record<string, unknown>;

export interface CollectionSpec {
  name: string;
  indexes: { fields: IndexDefinition; options?: IndexOptions }[];
}

/**
 * Opens a collection. The shape is checked by the zod models, once on the way in (at the edge of the hub)
 * and once on the way out (here); mongoose brings connection, indexes and queries, and its schema is open
 * so that there is one description of a document and not two.
 */
export function openCollection(connection: Connection, spec: CollectionSpec) {
  const schema = new Schema<Row>(
    { _id: { type: String, required: true } },
    { strict: false, versionKey: false, minimize: false, collection: spec.name, autoIndex: false },
  );
  for (const { fields, options } of spec.indexes) schema.index(fields, options);
  const model = connection.model<Row>(spec.name, schema);
  // Hot writes go to the driver as they are: the document was checked when it was made.
  return Object.assign(model, { raw: connection.collection<Row>(spec.name) });
}
export type Collection = ReturnType<typeof openCollection>;

/** Reads a row as what it should be. A row that is not is a fault of ours, named with its collection. */
export function fromRow<T>(schema: z.ZodType<T>, row: Record<string, unknown>): T {
  const { _id, ...rest } = row;
  return schema.parse({ ...rest, id: _id });
}

export function toRow<T extends { id: string }>(value: T, extra: Record<string, unknown> = {}): Row {
  const { id, ...rest } = value;
  return { ...rest, ...extra, _id: id };
}

/**
 * Inserts rows in one command, whose keys may be taken already. Answers for each whether it is new.
 * @throws when a row fails for any other reason; then any number of the others may be there.
 */
export async function insertMissing(rows: Collection, added: Row[]): Promise<boolean[]> {
  try {
    await rows.raw.insertMany(added, { ordered: false });
    return added.map(() => true);
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const failures = [error.writeErrors].flat();
    if (failures.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    const taken = new Set(failures.map(({ index }) => index));
    return added.map((_row, index) => !taken.has(index));
  }
}

const DUPLICATE_KEY = 11000;

/** True for "this key is taken" (E11000), alone or within a bulk write. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY;
}
