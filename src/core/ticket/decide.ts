import type { Zone } from '../deadline/zone.js';
import type { City } from '../model/city.js';
import type { MoveDetails, Ticket, TicketDeadline, TicketEvent, TicketMove } from '../model/ticket.js';
import { type ClockMaker, clocksMoved, extended, recounted } from './clocks.js';
import { evolve } from './evolve.js';
import { guard } from './guards.js';
import type { Rule } from './lifecycle.js';
import { checkDetails, type Mover, ruleFor } from './may-move.js';
import { sealOf } from './seal.js';

/** What a move is decided under: the rules the ticket was made under, and the time and calendar of now. */
export interface MoveContext {
  now: Date;
  city: Pick<City, 'units' | 'categories' | 'hotlines' | 'workOrders'>;
  zone: Zone;
  clocks: ClockMaker;
}

/**
 * Decides one move: who may, what it must carry, what the city's rules ask beyond the table, and which
 * clocks it moves. Pure; the event it returns is all that has to be stored.
 * @throws HubError that says the current state, the missing fields, or what to do instead.
 */
export function decideMove(
  ticket: Ticket,
  move: TicketMove,
  mover: Mover,
  commandId: string,
  said: MoveDetails,
  context: MoveContext,
): TicketEvent {
  const { rule, actor } = ruleFor(ticket, move, mover);
  checkDetails(rule.needs, move, said);
  const details = { ...said, ...guard(ticket, move, said, actor, context) };
  const event: TicketEvent = {
    seq: ticket.events.length + 1,
    commandId,
    at: context.now,
    actor,
    move,
    from: ticket.state,
    to: rule.to === 'before' ? (ticket.before ?? 'accepted') : rule.to,
    details,
    clocks: [],
  };
  return { ...event, clocks: clocksOf(ticket, event, rule, context), ...sealed(ticket, event) };
}

function clocksOf(
  ticket: Ticket,
  event: TicketEvent,
  rule: Rule,
  { now, clocks }: MoveContext,
): TicketDeadline[] {
  const moved = clocksMoved(ticket, rule, now, clocks);
  switch (event.move) {
    case 'decide': {
      const application = ticket.applications.find(({ id }) => id === event.details.applicationId);
      const longer = application?.kind === 'extension' && event.details.granted === true;
      return longer
        ? extended(ticket, { amount: application.days ?? 1, unit: 'working-day' }, clocks)
        : moved;
    }
    case 'reclassify':
    case 'recount':
      return recounted(evolve(ticket, event), clocks);
    case 'dispatch': {
      // Whoever may not send it back needs no time for it.
      const locked = event.details.noReturn === true || ticket.noReturn;
      return locked ? moved.filter(({ step, doneAt }) => step !== 'return' || doneAt) : moved;
    }
    default:
      return moved;
  }
}

function sealed(ticket: Ticket, event: TicketEvent): { details?: MoveDetails } {
  if (event.move !== 'archive') return {};
  return { details: { ...event.details, sha256: sealOf(ticket) } };
}
