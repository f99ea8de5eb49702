import type { Staff } from '../../../src/core/model/staff.js';
import type { SignInStep, StaffSession, StaffStore } from '../../../src/server/ports.js';

/** Accounts, sessions and failures kept in maps; what is handed out is a copy, as from a database. */
export function memoryStaffStore(): StaffStore {
  const people = new Map<string, Staff>();
  const sessions = new Map<string, StaffSession>();
  const steps = new Map<string, SignInStep>();
  const failures = new Map<string, { count: number; until: Date }>();
  const copy = <T>(value: T | undefined): T | undefined =>
    value === undefined ? undefined : structuredClone(value);
  return {
    staff: {
      byId: async (id) => copy(people.get(id)),
      byLogin: async (login) => copy([...people.values()].find((p) => p.login === login)),
      list: async () => structuredClone([...people.values()]),
      insert: async (person) => {
        if (people.has(person.id) || [...people.values()].some((p) => p.login === person.login)) return false;
        people.set(person.id, structuredClone(person));
        return true;
      },
      update: async (id, change) => {
        const person = people.get(id);
        if (!person) return false;
        people.set(id, { ...person, ...change });
        return true;
      },
      takeTotpStep: async (id, step) => {
        const factor = people.get(id)?.secondFactor;
        if (!factor || factor.lastStep >= step) return false;
        factor.lastStep = step;
        return true;
      },
      takeRecoveryCode: async (id, hash) => {
        const factor = people.get(id)?.secondFactor;
        if (!factor?.recovery.includes(hash)) return false;
        factor.recovery = factor.recovery.filter((kept) => kept !== hash);
        return true;
      },
    },
    sessions: {
      get: async (id) => copy(sessions.get(id)),
      set: async (session) => void sessions.set(session.id, structuredClone(session)),
      touch: async (id, lastSeenAt) => {
        const session = sessions.get(id);
        if (session) session.lastSeenAt = lastSeenAt;
      },
      destroy: async (id) => sessions.delete(id),
      destroyOf: async (staffId, exceptId) => {
        for (const session of sessions.values())
          if (session.staffId === staffId && session.id !== exceptId) sessions.delete(session.id);
      },
      list: async (now) => structuredClone([...sessions.values()].filter((s) => s.expiresAt > now)),
    },
    failures: {
      get: async (key, now) => {
        const found = failures.get(key);
        return found && found.until > now ? { ...found } : undefined;
      },
      add: async (key, now, until) => {
        const found = failures.get(key);
        const count = found && found.until > now ? found.count + 1 : 1;
        failures.set(key, { count, until });
        return count;
      },
      subtract: async (key) => {
        const found = failures.get(key);
        if (found) found.count -= 1;
      },
      clear: async (key) => void failures.delete(key),
    },
    steps: {
      insert: async (step) => void steps.set(step.id, { ...step }),
      attempt: async (id, now) => {
        const step = steps.get(id);
        if (!step || step.expiresAt <= now) return undefined;
        step.attempts += 1;
        return { ...step };
      },
      remove: async (id) => steps.delete(id),
    },
  };
}
