import { z } from 'zod';
import { RefusalReason } from '../../core/model/codes.js';
import {
  ApplicationKind,
  CallBack,
  CardColour,
  ClockStep,
  SupervisionLevel,
  type Ticket,
} from '../../core/model/ticket.js';
import type { City } from '../../core/model/city.js';
import type { StaffActor } from '../../core/services.js';
import { LIFECYCLE } from '../../core/ticket/lifecycle.js';
import { movesFor } from '../../core/ticket/may-move.js';
import { Instant, iso, isoIf } from '../http.js';
import { STAFF_MOVES } from '../permissions.js';

/** How the work on a ticket stands between the platform and the units, and what the reader may do now. */
export const TicketWork = z.object({
  moves: z
    .array(z.object({ move: z.enum(STAFF_MOVES), needs: z.array(z.string()) }))
    .meta({ description: 'What the reader may do now, each with the fields it must carry' }),
  platform: z.string().optional(),
  assists: z.array(
    z.object({ unit: z.string(), askedAt: Instant, text: z.string().optional(), at: Instant.optional() }),
  ),
  dispatches: z.number().int(),
  returns: z.number().int(),
  noReturn: z.boolean(),
  reworks: z.number().int(),
  urges: z.number().int(),
  applications: z.array(
    z.object({
      id: z.string(),
      kind: ApplicationKind,
      at: Instant,
      by: z.string(),
      reason: z.string(),
      days: z.number().int().optional(),
      state: z.enum(['pending', 'granted', 'refused']),
      decidedAt: Instant.optional(),
      decidedBy: z.string().optional(),
      answer: z.string().optional(),
    }),
  ),
  supervision: z.array(
    z.object({
      level: SupervisionLevel,
      at: Instant,
      reason: z.string(),
      acknowledgedAt: Instant.optional(),
    }),
  ),
  cards: z.array(z.object({ card: CardColour, step: ClockStep, at: Instant })),
  suspension: z.object({ cause: z.string(), since: Instant, until: Instant }).optional(),
  callBack: CallBack.extend({ at: Instant }).optional(),
  attempts: z.number().int(),
  refusal: z.object({ reason: RefusalReason, basis: z.string() }).optional(),
  handedOver: z.object({ to: z.string(), at: Instant, receipt: z.string().optional() }).optional(),
  joinedTo: z.string().optional(),
  related: z.array(z.string()),
});
export type TicketWork = z.infer<typeof TicketWork>;

/** `show` takes out of people's words what this reader may not know of the person. */
export function ticketWork(
  ticket: Ticket,
  viewer: StaffActor,
  city: City,
  show: (text: string) => string,
): TicketWork {
  const { suspension, callBack, handedOver } = ticket;
  return {
    moves: movesNow(ticket, viewer, city),
    platform: ticket.platform,
    assists: ticket.assists.map(({ unit, askedAt, text, at }) => ({
      unit,
      askedAt: iso(askedAt),
      text: text === undefined ? undefined : show(text),
      at: isoIf(at),
    })),
    dispatches: ticket.dispatches,
    returns: ticket.returns,
    noReturn: ticket.noReturn,
    reworks: ticket.reworks,
    urges: ticket.urges,
    applications: ticket.applications.map((one) => ({
      ...one,
      at: iso(one.at),
      reason: show(one.reason),
      decidedAt: isoIf(one.decidedAt),
      answer: one.answer === undefined ? undefined : show(one.answer),
    })),
    supervision: ticket.supervision.map(({ level, at, reason, acknowledgedAt }) => ({
      level,
      at: iso(at),
      reason: show(reason),
      acknowledgedAt: isoIf(acknowledgedAt),
    })),
    cards: ticket.cards.map(({ card, step, at }) => ({ card, step, at: iso(at) })),
    suspension: suspension && {
      cause: suspension.cause,
      since: iso(suspension.since),
      until: iso(suspension.until),
    },
    callBack: callBack && {
      ...callBack,
      at: iso(callBack.at),
      reason: callBack.reason === undefined ? undefined : show(callBack.reason),
    },
    attempts: ticket.attempts,
    refusal: ticket.refusal,
    handedOver: handedOver && { ...handedOver, at: iso(handedOver.at) },
    joinedTo: ticket.joinedTo,
    related: ticket.related,
  };
}

function movesNow(ticket: Ticket, viewer: StaffActor, city: City): TicketWork['moves'] {
  const possible = new Set<string>(movesFor(ticket, { type: 'staff', ...viewer }));
  return STAFF_MOVES.filter((move) => possible.has(move)).map((move) => ({
    move,
    needs: [
      ...(LIFECYCLE[ticket.state][move]?.needs ?? []),
      // 答复要素 are the city's.
      ...(move === 'reply' ? city.workOrders.reply.needs : []),
    ],
  }));
}
