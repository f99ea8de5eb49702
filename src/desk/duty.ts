import type { Clock } from '../core/ports.js';
import { isUsable } from '../server/auth/sessions.js';
import { grantFor } from '../server/permissions.js';
import type { StaffStore } from '../server/ports.js';

/** People come and go in minutes, and every turn asks: looking this often is exact enough. */
const LOOK_EVERY_MS = 15_000;

export interface DutyDeps {
  store: StaffStore;
  clock: Clock;
  /** Without a request for so long one is signed out. */
  idleMs: number;
}

/**
 * Whether somebody is at work who may take a conversation: signed in and not idle for as long as would
 * sign them out. The office hours alone say nothing, because an empty desk at noon answers nobody.
 */
export function createDuty({ store, clock, idleMs }: DutyDeps): () => Promise<boolean> {
  let known: { until: number; onDuty: Promise<boolean> } | undefined;

  async function look(): Promise<boolean> {
    const now = clock.now();
    const sessions = await store.sessions.list(now);
    const live = sessions.filter(({ lastSeenAt }) => lastSeenAt.getTime() + idleMs > now.getTime());
    for (const id of new Set(live.map(({ staffId }) => staffId))) {
      const person = await store.staff.byId(id);
      if (person && isUsable(person, now) && grantFor(person, 'conversation.take')) return true;
    }
    return false;
  }

  return () => {
    const now = clock.now().getTime();
    if (known && known.until > now) return known.onDuty;
    const onDuty = look();
    known = { until: now + LOOK_EVERY_MS, onDuty };
    // What could not be read is looked at again by the next one, not remembered as a failure.
    onDuty.catch(() => (known = undefined));
    return onDuty;
  };
}
