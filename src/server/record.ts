import type { FastifyRequest } from 'fastify';
import type { Audit, AuditAction, AuditEvent } from '../core/audit/event.js';
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

export function recorderOf(audit: Audit): Recorder {
  return (request, action, object, detail = {}, outcome = 'done') => {
    const { id, name } = signedIn(request).person;
    const actor = { type: 'staff' as const, id, name, address: addressKey(request.ip) };
    return audit.record({ actor, action, object, detail, outcome });
  };
}
