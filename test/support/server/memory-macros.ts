import type { Macro, MacroRepository } from '../../../src/core/macros/macro.js';

/** Macros in a map. */
export function memoryMacros(): MacroRepository {
  const all = new Map<string, Macro>();
  const isSame = (a: Macro['owner'], b: Macro['owner']) => JSON.stringify(a) === JSON.stringify(b);
  return {
    of: async (owners) => [...all.values()].filter(({ owner }) => owners.some((one) => isSame(one, owner))),
    find: async (id) => all.get(id),
    insert: async (macro) => {
      if (all.has(macro.id)) return false;
      all.set(macro.id, macro);
      return true;
    },
    replace: async (macro) => {
      if (all.get(macro.id)?.version !== macro.version - 1) return false;
      all.set(macro.id, macro);
      return true;
    },
    remove: async (id) => void all.delete(id),
  };
}
