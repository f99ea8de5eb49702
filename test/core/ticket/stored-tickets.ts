import { workingCalendar } from '../../../src/core/deadline/calendar.js';
import type { Request } from '../../../src/core/model/request.js';
import type { MoveDetails, Ticket, TicketMove } from '../../../src/core/model/ticket.js';
import type { Mover } from '../../../src/core/ticket/may-move.js';
import { type TicketDeps, Tickets } from '../../../src/core/ticket/tickets.js';
import type { Stores } from '../../store/open-stores.js';
import { ticket as sample } from '../../store/samples.js';
import { citizen, city, LEAD, REPLY, staff } from './tickets.js';

export const NOW = new Date('2026-11-23T02:00:00Z');
export const operator = staff('operator');

/** The hub's tickets on a store, at a time that stands still. */
export function ticketsOn(stores: Stores, over: Partial<TicketDeps> = {}): Tickets {
  return new Tickets({
    tickets: stores.tickets,
    inputs: stores.inputs,
    clock: { now: () => NOW },
    random: { int: () => 482_913 },
    waker: { conversation: () => undefined, outbox: () => undefined },
    city,
    staffNotices: stores.staffNotices,
    calendar: workingCalendar(city.deadlines, city.holidays),
    rulesOf: () => city,
    sourceOf: () => '08',
    ...over,
  });
}

/** A citizen's ticket, on a conversation of its own. */
export function opened(on: Tickets, id: string, over: Partial<Request> = {}): Promise<Ticket> {
  const { request } = sample(id, '剧场路一带停水了');
  const source = { ...request.source, conversationId: `talk-${id}` };
  return on.open(id, `open-${id}`, { ...request, source, ...over }, `citizen-${id}`, citizen);
}

const HANDLING: readonly [TicketMove, Mover, MoveDetails][] = [
  ['dispatch', operator, { unit: LEAD }],
  ['sign', staff('clerk', LEAD), {}],
  ['reply', staff('clerk', LEAD), REPLY],
  ['review', staff('reviewer'), {}],
  ['call-back', staff('call-back'), { callBack: { by: 'operator', reached: true, satisfied: true } }],
  ['close', operator, {}],
];

/** Handles a ticket up to and including a move. */
export async function handled(on: Tickets, id: string, upTo: TicketMove): Promise<Ticket> {
  for (const [move, mover, details] of HANDLING) {
    const ticket = await on.move(id, mover, `${id}-${move}`, move, details);
    if (move === upTo) return ticket;
  }
  return on.get(id);
}
