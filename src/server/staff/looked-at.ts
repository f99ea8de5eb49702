import type { Ticket } from '../../core/model/ticket.js';
import type { StaffActor } from '../../core/services.js';
import { maySeePerson } from '../views/ticket-view.js';

/** A ticket in the audit log. */
export const objectOf = ({ id }: Ticket) => ({ type: 'ticket', id });

/** What of the ticket this reader got to see. */
export function seenOf({ number, request }: Ticket, viewer: StaffActor) {
  return { number, person: maySeePerson(viewer, request), sealed: request.secrecy === 'sealed' };
}
