import { z } from 'zod';
import type { City } from '../core/model/city.js';
import { Role } from '../core/model/codes.js';
import { MoveDetails, type Ticket, type TicketEvent, TicketMove, TicketState } from '../core/model/ticket.js';
import { ticketSummary, TicketSummary } from '../server/views/ticket-view.js';

/** Whoever has no right to anybody’s person. */
const STRANGER = { id: 'webhook', name: '', roles: [] };

/** A ticket as it goes out of the hub: a line of the list without the words of people, for any word may name one. */
const TicketOut = TicketSummary.omit({ title: true, name: true, phone: true }).extend({
  platform: z.string().optional(),
  version: z.number().int(),
});

/** Of what a move carried, the codes, units and times. What somebody wrote stays here. */
const CARRIED = {
  unit: true,
  assists: true,
  platform: true,
  result: true,
  rating: true,
  refusal: true,
  application: true,
  granted: true,
  days: true,
  level: true,
  card: true,
  step: true,
  dueAt: true,
  until: true,
  type: true,
  category: true,
  urgency: true,
} as const;
const Carried = MoveDetails.pick(CARRIED);

/** What a subscriber is sent. */
export const WebhookEvent = z.object({
  /** Ticket and number of its event: the same at every try. */
  id: z.string(),
  type: z.string(),
  at: z.date(),
  ticket: TicketOut,
  move: Carried.extend({
    seq: z.number().int(),
    name: TicketMove,
    from: TicketState.optional(),
    to: TicketState,
    by: z.enum(['citizen', 'staff', 'system', 'peer']),
    role: Role.optional(),
  }),
});
export type WebhookEvent = z.infer<typeof WebhookEvent>;

export const eventIdOf = (ticket: Pick<Ticket, 'id'>, { seq }: Pick<TicketEvent, 'seq'>): string =>
  `${ticket.id}.${String(seq)}`;

/** An event of a ticket as a subscriber is sent it, without personal data (个人信息保护法 6: no more than is needed). */
export function webhookEvent(ticket: Ticket, event: TicketEvent, city: City, now: Date): WebhookEvent {
  const { seq, move, from, to, actor, details } = event;
  return WebhookEvent.parse({
    id: eventIdOf(ticket, event),
    type: `ticket.${move}`,
    at: event.at,
    ticket: {
      ...ticketSummary(ticket, STRANGER, city, now),
      // Of this event: a later one may have happened meanwhile.
      state: to,
      version: seq,
      platform: ticket.platform,
    },
    move: {
      ...Carried.parse(details),
      seq,
      name: move,
      from,
      to,
      by: actor.type,
      role: actor.type === 'staff' ? actor.role : undefined,
    },
  });
}
