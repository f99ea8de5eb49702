import { HubError } from '../errors.js';
import type { MoveDetails, Ticket, TicketMove } from '../model/ticket.js';
import type { Mover } from './may-move.js';
import type { Tickets } from './tickets.js';

/** A move that somebody thinks of. */
export interface Intended {
  move: TicketMove;
  mover: Mover;
  details: MoveDetails;
}

/**
 * Whether moves could be made one after another, as things stand: for each why not, or nothing. Behind the first that
 * could not, the others are judged as if it had not been tried. Changes nothing.
 */
export async function rehearse(
  tickets: Pick<Tickets, 'decided'>,
  ticket: Ticket,
  moves: readonly Intended[],
): Promise<(HubError | undefined)[]> {
  let now = ticket;
  const refusals: (HubError | undefined)[] = [];
  for (const [index, { move, mover, details }] of moves.entries())
    try {
      now = await tickets.decided(now, mover, `rehearsal:${index}`, move, details);
      refusals.push(undefined);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      refusals.push(error);
    }
  return refusals;
}
