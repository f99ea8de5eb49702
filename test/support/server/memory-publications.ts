import type { Publication } from '../../../src/core/model/publication.js';
import type { PublicationRepository } from '../../../src/core/publication/publication-service.js';

/** Publications with the promises of the repository: one per id, saved only at the version that was read. */
export function memoryPublications(): PublicationRepository {
  const kept = new Map<string, Publication>();
  const orderedAt = ({ publishedAt, createdAt }: Publication) => publishedAt ?? createdAt;
  return {
    insert: async (publication) => {
      if (kept.has(publication.id)) return false;
      kept.set(publication.id, publication);
      return true;
    },
    load: async (id) => kept.get(id),
    save: async (publication, expected) => {
      if (kept.get(publication.id)?.version !== expected) return false;
      kept.set(publication.id, publication);
      return true;
    },
    list: async ({ kind, state, before, limit }) =>
      [...kept.values()]
        .filter((p) => (!kind || p.kind === kind) && (!state || p.state === state))
        .filter((p) => !before || orderedAt(p) < before)
        .sort((a, b) => orderedAt(b).getTime() - orderedAt(a).getTime())
        .slice(0, limit),
  };
}
