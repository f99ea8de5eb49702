import type { DeskProfile } from '../../../src/core/assignment/desk-profile.js';
import type { AssignmentRecord, AssignmentRepository } from '../../../src/core/assignment/ports.js';

/** Profiles and records in memory; of conversations it knows what it is given. */
export function memoryAssignments(
  conversations: Pick<AssignmentRepository, 'waiting' | 'silent' | 'openOf'> = {
    waiting: async () => [],
    silent: async () => [],
    openOf: async () => 0,
  },
): AssignmentRepository & { records: AssignmentRecord[] } {
  const profiles = new Map<string, DeskProfile>();
  const records: AssignmentRecord[] = [];
  return {
    ...conversations,
    records,
    profile: async (id) => profiles.get(id),
    saveProfile: async (profile) => void profiles.set(profile.id, profile),
    available: async () => [...profiles.values()].filter(({ state }) => state === 'available'),
    record: async (record) => {
      if (!records.some(({ id }) => id === record.id)) records.push(record);
    },
    recordsOf: async (staffId, limit) =>
      records
        .filter((one) => one.staffId === staffId)
        .toReversed()
        .slice(0, limit),
  };
}
