import { HubError } from '../../core/errors.js';
import type { Ticket } from '../../core/model/ticket.js';
import { onSealedDesk, type StaffActor, type TicketService } from '../../core/services.js';
import { failure } from '../errors/failure.js';
import type { Grant } from '../permissions.js';

/**
 * A ticket for somebody to read or move. One that is another unit's, sealed, or not there at all is the
 * same `ticket-not-found`: numbers run on and could otherwise be tried out.
 */
export async function readableTicket(
  tickets: TicketService,
  idOrNumber: string,
  viewer: StaffActor,
  grant: Grant,
): Promise<Ticket> {
  const ticket = await tickets.get(idOrNumber).catch((error: unknown) => {
    if (error instanceof HubError && error.fault === 'not-found') throw failure('ticket-not-found');
    throw error;
  });
  const othersUnit = grant.scope === 'own-unit' && ticket.unit !== viewer.unit;
  const sealed = ticket.request.secrecy === 'sealed' && !onSealedDesk(viewer);
  if (othersUnit || sealed) throw failure('ticket-not-found');
  return ticket;
}
