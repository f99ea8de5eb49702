import { useSyncExternalStore } from 'react';
import { ApiProblem } from '../../shared/api';
import { startLive, stopLive } from '../hub/live';
import { queries } from '../hub/queries';
import { carryToken, get, post, whenSignedOut } from '../hub/staff-api';
import type { Action, SessionState } from '../hub/types';

/**
 * Who sits here. `locked`: the session ended while somebody worked; their page stays, out of sight, until the same
 * person is back.
 */
export type DeskSession =
  | { type: 'looking' }
  | { type: 'out' }
  | { type: 'pending'; state: SessionState }
  | { type: 'in'; state: SessionState }
  | { type: 'locked'; state: SessionState }
  | { type: 'unreachable'; problem: ApiProblem };

const listeners = new Set<() => void>();
let session: DeskSession = { type: 'looking' };

export const deskSession = (): DeskSession => session;

export function useSession(): DeskSession {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, deskSession);
}

/** Finds out whether this browser is signed in. */
export async function findSession(): Promise<void> {
  try {
    enter(await get<SessionState>('/staff/session/me'));
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    become(problem.code === 'not-signed-in' ? { type: 'out' } : { type: 'unreachable', problem });
  }
}

/** To be called with every answer that tells of a session. */
export function enter(state: SessionState): void {
  const before = session;
  carryToken(state.csrfToken);
  if (state.pending) return become({ type: 'pending', state });
  // What somebody else had open, and half written, is not for whoever signs in after them (by the provider’s sign-on).
  if (before.type === 'locked' && before.state.staff.id !== state.staff.id) return location.replace('/desk');
  become({ type: 'in', state });
  // Hints are of tickets and conversations: to administrators the hub has none to give.
  if (mayOne(state, ['ticket.read'])) startLive();
  void queries.invalidateQueries();
}

/** Ends the session here and at the hub; goes on to the provider of the sign-on when it wants that. */
export async function signOut(): Promise<void> {
  const answer = await post<{ continueAt: string } | undefined>('/staff/session/logout');
  stopLive();
  queries.clear();
  become({ type: 'out' });
  if (answer) location.assign(answer.continueAt);
}

/** Ends the session and keeps the page for the same person (空闲退出). */
export async function lock(): Promise<void> {
  if (session.type !== 'in') return;
  const { state } = session;
  stopLive();
  become({ type: 'locked', state });
  // Where the hub cannot be reached nothing is read either, and it ends the session by itself.
  await post('/staff/session/logout').catch(() => undefined);
}

whenSignedOut(() => {
  stopLive();
  if (session.type === 'in') become({ type: 'locked', state: session.state });
  else if (session.type === 'pending') become({ type: 'out' });
});

/** Whether the person may ever do one of these; routes decide again, case by case. */
export function mayOne(state: SessionState, actions: readonly Action[]): boolean {
  return actions.length === 0 || actions.some((action) => state.actions.includes(action));
}

/** Who is signed in. Only below the gate, which draws nothing before. */
export function useStaff(): SessionState {
  const now = useSession();
  if (now.type === 'in' || now.type === 'locked') return now.state;
  throw new Error('nobody is signed in here');
}

export function useMay(action: Action): boolean {
  return useStaff().actions.includes(action);
}

function become(next: DeskSession): void {
  session = next;
  for (const listener of listeners) listener();
}
