import type { SavedView, SavedViewRepository } from '../../../src/server/ports.js';

/** Saved views in a list, one of a name for each person. */
export function memoryViews(): SavedViewRepository {
  let all: SavedView[] = [];
  const taken = ({ id, staffId, name }: SavedView) =>
    all.some((one) => one.staffId === staffId && one.name === name && one.id !== id);
  return {
    of: async (staffId) => structuredClone(all.filter((one) => one.staffId === staffId)),
    insert: async (view) => {
      if (taken(view) || all.some(({ id }) => id === view.id)) return false;
      all.push(structuredClone(view));
      return true;
    },
    replace: async (view) => {
      if (!all.some(({ id, staffId }) => id === view.id && staffId === view.staffId)) return undefined;
      if (taken(view)) return false;
      all = all.map((one) => (one.id === view.id ? structuredClone(view) : one));
      return true;
    },
    remove: async (id, staffId) => {
      const before = all.length;
      all = all.filter((one) => one.id !== id || one.staffId !== staffId);
      return all.length < before;
    },
  };
}
