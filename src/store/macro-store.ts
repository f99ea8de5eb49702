import type { Connection } from 'mongoose';
import { Macro, type MacroRepository } from '../core/macros/macro.js';
import { fromRow, isDuplicateKey, openCollection, toRow } from './collection.js';

/** Each owner has at most so many; the desk refuses more. */
const MOST = 200;

/** 快捷操作, found by whose they are. */
export function createMacroStore(connection: Connection): MacroRepository {
  const { raw } = openCollection(connection, {
    name: 'macros',
    indexes: [{ fields: { ownerKey: 1, name: 1 } }],
  });
  const row = (macro: Macro) => toRow(macro, { ownerKey: keyOf(macro.owner) });
  return {
    async of(owners) {
      const found = await Promise.all(
        owners.map((owner) =>
          raw
            .find({ ownerKey: keyOf(owner) })
            .sort({ name: 1 })
            .limit(MOST)
            .toArray(),
        ),
      );
      return found.flat().map((one) => fromRow(Macro, one));
    },
    async find(id) {
      const found = await raw.findOne({ _id: id });
      return found ? fromRow(Macro, found) : undefined;
    },
    async insert(macro) {
      try {
        await raw.insertOne(row(macro));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async replace(macro) {
      const { _id, ...rest } = row(macro);
      return (await raw.replaceOne({ _id, version: macro.version - 1 }, rest)).matchedCount === 1;
    },
    async remove(id) {
      await raw.deleteOne({ _id: id });
    },
  };
}

function keyOf(owner: Macro['owner']): string {
  switch (owner.type) {
    case 'person':
      return `person:${owner.staffId}`;
    case 'platform':
      return `platform:${owner.platform}`;
    case 'unit':
      return `unit:${owner.unit}`;
  }
}
