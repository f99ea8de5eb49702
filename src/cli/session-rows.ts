import type { SessionView } from '../server/views/staff-view.js';
import { short } from './print.js';

/** One line a session: who, from where, with what, until when, and what is remarkable. */
export function sessionRows(sessions: readonly SessionView[]): string[][] {
  return sessions.map((session) => [
    session.id,
    session.login,
    session.address,
    session.secondFactor === undefined ? session.by : `${session.by}+${session.secondFactor}`,
    session.lastSeenAt,
    [session.current ? 'this one' : '', session.shared ? 'also from elsewhere' : '']
      .filter((mark) => mark !== '')
      .join(', ') || '-',
    short(session.userAgent, 40),
  ]);
}
