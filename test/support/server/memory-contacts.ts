import { samePair, stands } from '../../../src/core/identity/join.js';
import type { Join } from '../../../src/core/model/contact.js';
import type { ContactRepository } from '../../../src/core/ports.js';

/** Joins with the promises of the repository: one per id, one that stands per pair. */
export function memoryContacts(): ContactRepository {
  const joins = new Map<string, Join>();
  return {
    insert: async (join) => {
      const taken = [...joins.values()].some((j) => stands(j) && samePair(j.citizens, join.citizens));
      if (taken || joins.has(join.id)) return false;
      joins.set(join.id, join);
      return true;
    },
    find: async (id) => joins.get(id),
    joinsOf: async (ids) => [...joins.values()].filter((j) => j.citizens.some((id) => ids.includes(id))),
    separate: async (id, separation) => {
      const join = joins.get(id);
      if (!join || !stands(join)) return false;
      joins.set(id, { ...join, separated: separation });
      return true;
    },
  };
}
