import type { StaffNotice, TicketNotice } from '../model/staff-notice.js';
import type { Ticket, TicketEvent, TicketMove } from '../model/ticket.js';
import { LIFECYCLE, type Told } from './lifecycle.js';

/** Who of staff is to look at an event, as the lifecycle table says; nobody is told of what they did themselves. */
export function staffNotices(ticket: Ticket, event: TicketEvent): TicketNotice[] {
  const tells =
    event.from === undefined ? ['desk' as const] : (LIFECYCLE[event.from][event.move]?.tells ?? []);
  const own = event.actor.type === 'staff' ? event.actor.unit : undefined;
  return tells
    .flatMap((told) => readersOf(told, ticket, event))
    .filter(({ to }) => to.type !== 'unit' || to.unit !== own)
    .map(({ key, to }) => ({
      id: `${ticket.id}.${event.seq}.${key}`,
      to,
      ticketId: ticket.id,
      number: ticket.number,
      secrecy: ticket.request.secrecy,
      move: event.move,
      seq: event.seq,
      at: event.at,
      readBy: [],
    }));
}

function readersOf(told: Told, ticket: Ticket, event: TicketEvent): { key: string; to: StaffNotice['to'] }[] {
  const unit = unitAt(ticket, event.seq);
  switch (told) {
    case 'citizen':
      return [];
    case 'desk':
      return [{ key: 'desk', to: { type: 'desk', platform: ticket.platform } }];
    case 'lead':
      return unit === undefined ? [] : [{ key: unit, to: { type: 'unit', unit, leader: false } }];
    case 'unit-leader':
      return unit === undefined ? [] : [{ key: `${unit}.leader`, to: { type: 'unit', unit, leader: true } }];
    case 'assists':
      return (event.details.assists ?? []).map((one) => ({
        key: one,
        to: { type: 'unit', unit: one, leader: false },
      }));
  }
}

/** Moves that say whose it is. */
const GIVES: readonly TicketMove[] = ['dispatch', 'arbitrate', 'succeed'];

/** The lead unit when an event happened: a unit that sent it back hears that this was accepted. */
function unitAt({ events }: Ticket, seq: number): string | undefined {
  return events.findLast(({ seq: at, move }) => at <= seq && GIVES.includes(move))?.details.unit;
}
