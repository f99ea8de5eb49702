import type { City } from '../model/city.js';
import type { Ticket, TicketMove, TicketView } from '../model/ticket.js';

/** Moves that a citizen sees in the timeline; notes and reviews between staff are not theirs to read. */
const CITIZEN_SEES: ReadonlySet<TicketMove> = new Set<TicketMove>([
  'accept',
  'answer',
  'refuse',
  'dispatch',
  'arbitrate',
  'sign',
  'progress',
  'suspend',
  'resume',
  'review',
  'rework',
  'call-back',
  'follow',
  'hand-over',
  'close',
  'cancel',
  'supplement',
  'urge',
  'rate',
]);

/** What the citizen may see of a ticket: no names of staff, no unit's draft answer before its review. */
export function ticketView(ticket: Ticket, city: City): TicketView {
  const running = ticket.deadlines.findLast((deadline) => deadline.step === 'handle');
  const unit = city.units.find((u) => u.id === ticket.unit);
  return {
    id: ticket.id,
    number: ticket.number,
    title: ticket.request.title,
    type: ticket.type,
    state: ticket.state,
    unitName: unit?.name,
    createdAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    dueAt: running?.dueAt,
    dueExplanationZh: running?.explanationZh,
    dueExplanationEn: running?.explanationEn,
    answer: ticket.answer?.text,
    rating: ticket.rating,
    timeline: ticket.events
      .filter((event) => CITIZEN_SEES.has(event.move))
      .map((event) => ({
        at: event.at,
        move: event.move,
        state: event.to,
        // The citizen's own additions and what the unit told them; everything else is said by the templates.
        text: event.actor.type === 'citizen' || event.move === 'progress' ? event.details.text : undefined,
      })),
  };
}
