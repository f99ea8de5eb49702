import type { ExportJob, ExportRepository } from '../../../src/server/ports.js';

/** Exports and their files in maps. */
export function memoryExports(): ExportRepository {
  const jobs = new Map<string, ExportJob>();
  const files = new Map<string, Buffer>();
  const all = () => structuredClone([...jobs.values()]);
  return {
    insert: async (job) => {
      if (!jobs.has(job.id)) jobs.set(job.id, structuredClone(job));
    },
    find: async (id) => structuredClone(jobs.get(id)),
    of: async (staffId) => all().filter((job) => job.staffId === staffId),
    unfinished: async () => all().filter(({ state }) => state === 'waiting' || state === 'running'),
    update: async (id, change) => {
      const job = jobs.get(id);
      if (job) jobs.set(id, { ...job, ...change });
    },
    putFile: async (id, bytes) => void files.set(id, bytes),
    getFile: async (id) => files.get(id),
  };
}
