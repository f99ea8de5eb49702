import type { AtWork } from '../core/assignment/assigner.js';
import type { Clock } from '../core/ports.js';
import { isUsable } from '../server/auth/sessions.js';
import { grantFor } from '../server/permissions.js';
import type { StaffStore } from '../server/ports.js';

/**
 * Who is signed in, was not idle for as long as would sign them out, and may take a conversation.
 * @param idleMs without a request for so long one is signed out.
 */
export async function atWork({
  store,
  clock,
  idleMs,
}: {
  store: Pick<StaffStore, 'sessions' | 'staff'>;
  clock: Clock;
  idleMs: number;
}): Promise<AtWork[]> {
  const now = clock.now();
  const live = (await store.sessions.list(now)).filter(
    ({ lastSeenAt }) => lastSeenAt.getTime() + idleMs > now.getTime(),
  );
  const ids = [...new Set(live.map(({ staffId }) => staffId))];
  const people = await Promise.all(ids.map((id) => store.staff.byId(id)));
  return people.flatMap((person) => {
    if (!person || !isUsable(person, now) || !grantFor(person, 'conversation.take')) return [];
    const { id, name, platform } = person;
    const sessionsSince = live.flatMap((one) => (one.staffId === id ? [one.createdAt] : []));
    return [{ id, name, sessionsSince, ...(platform !== undefined && { platform }) }];
  });
}
