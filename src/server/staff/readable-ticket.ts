import { HubError } from '../../core/errors.js';
import type { Ticket } from '../../core/model/ticket.js';
import type { StaffActor, TicketService } from '../../core/services.js';
import { abilityOf } from '../ability.js';
import { failure } from '../errors/failure.js';

/**
 * A ticket for somebody to read or move. One that is another unit's or platform's, sealed, or not there at
 * all is the same `ticket-not-found`: numbers run on and could otherwise be tried out.
 */
export async function readableTicket(
  tickets: TicketService,
  idOrNumber: string,
  viewer: StaffActor,
): Promise<Ticket> {
  const ticket = await tickets.get(idOrNumber).catch((error: unknown) => {
    if (error instanceof HubError && error.fault === 'not-found') throw failure('ticket-not-found');
    throw error;
  });
  if (abilityOf(viewer).cannot('ticket.read', ticket)) throw failure('ticket-not-found');
  return ticket;
}
