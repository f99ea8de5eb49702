import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import type { Clock } from '../../core/ports.js';
import type { TicketService } from '../../core/services.js';
import { isWithin } from '../../core/ticket/scope.js';
import { ticketScope } from '../ability.js';
import { authorise } from '../auth/session-gate.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import { TicketSummary, ticketSummary } from '../views/ticket-view.js';
import type { Recorder } from '../record.js';
import { objectOf, seenOf } from './looked-at.js';
import { readableTicket } from './readable-ticket.js';

/** More than are shown are asked for, for a unit sees its own alone. */
const LOOKED_AT = 50;

export const SimilarReason = z.discriminatedUnion('type', [
  z.object({ type: z.literal('person') }),
  z.object({ type: z.literal('text'), likeness: z.number() }),
  z.object({ type: z.literal('place'), place: z.enum(['detail', 'town', 'county']) }),
  z.object({ type: z.literal('category') }),
  z.object({ type: z.literal('time'), days: z.number().int() }),
]);

export const SimilarTicket = z.object({
  ticket: TicketSummary,
  score: z.number().meta({ description: '0 to 1' }),
  reasons: z.array(SimilarReason),
});
export type SimilarTicket = z.infer<typeof SimilarTicket>;

/** 疑似重复: a proposal, joining is a person's decision. */
export function similarRoutes(
  app: TypedApp,
  { tickets, city, clock, record }: { tickets: TicketService; city: City; clock: Clock; record: Recorder },
): void {
  app.get(
    '/tickets/:id/similar',
    {
      schema: {
        summary: 'Tickets that may be about the same matter, most alike first, and why',
        tags: ['tickets'],
        params: IdParams,
        querystring: z.object({
          days: z.coerce.number().int().min(1).max(365).default(30).meta({ description: 'Before and after' }),
          limit: z.coerce.number().int().min(1).max(LOOKED_AT).default(10),
        }),
        response: {
          200: z.object({ items: z.array(SimilarTicket) }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const { days, limit } = request.query;
      const ticket = await readableTicket(tickets, request.params.id, actor);
      const found = await tickets.similar(ticket, { days, limit: LOOKED_AT });
      const scope = ticketScope(actor);
      const mine = found.filter((one) => scope.some((bounds) => isWithin(bounds, one.ticket)));
      await record(request, 'ticket.read', objectOf(ticket), seenOf(ticket, actor));
      return {
        items: mine.slice(0, limit).map((one) => ({
          ticket: ticketSummary(one.ticket, actor, city, clock.now()),
          score: one.score,
          reasons: one.reasons,
        })),
      };
    },
  );
}
