import type { FastifyRequest } from 'fastify';
import type { Audit, AuditAction, AuditEvent } from '../core/audit/event.js';
import type { Clock } from '../core/ports.js';
import { addressKey } from '../core/model/address-key.js';
import { signedIn } from './auth/session-gate.js';

/** Writes down what the signed-in person does. Awaited before anything is shown: no record, no look. */
export type Recorder = (
  request: FastifyRequest,
  action: AuditAction,
  object: AuditEvent['object'],
  detail?: AuditEvent['detail'],
  outcome?: AuditEvent['outcome'],
) => Promise<void>;

/** An open page reads again whatever moves: within so long that is one look, and one record. */
const LOOK_LASTS_MS = 10 * 60_000;
const LOOKS: readonly AuditAction[] = ['conversation.read', 'ticket.read'];
const MOST_LOOKS = 20_000;

export function recorderOf(audit: Audit, clock: Clock): Recorder {
  const looks = new Map<string, { at: number; written: Promise<void> }>();
  return (request, action, object, detail = {}, outcome = 'done') => {
    const { person, session } = signedIn(request);
    const actor = {
      type: 'staff' as const,
      id: person.id,
      name: person.name,
      address: addressKey(request.ip),
    };
    const write = () => audit.record({ actor, action, object, detail, outcome });
    if (!LOOKS.includes(action)) return write();
    const key = JSON.stringify([session.id, actor.address, action, object, detail, outcome]);
    const now = clock.now().getTime();
    const before = looks.get(key);
    // Waited for all the same: nobody sees anything before the look of that time is written down.
    if (before && now - before.at < LOOK_LASTS_MS) return before.written;
    const written = write();
    looks.delete(key);
    looks.set(key, { at: now, written });
    written.catch(() => looks.delete(key));
    const [oldest] = looks.keys();
    if (looks.size > MOST_LOOKS && oldest !== undefined) looks.delete(oldest);
    return written;
  };
}
