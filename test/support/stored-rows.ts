import type { Connection } from 'mongoose';
import { SEALED } from '../../src/store/pii/field-map.js';
import type { Vault } from '../../src/store/pii/vault.js';

/** Every row of a collection as somebody with the keys reads it: sealed fields opened. */
export async function storedRows(connection: Connection, vault: Vault, name: string) {
  const rows = await connection.collection<{ _id: string }>(name).find({}).toArray();
  return SEALED[name] ? rows.map((row) => vault.of(name).open(row)) : rows;
}
