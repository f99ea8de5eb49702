import { z } from 'zod';
import { HubError } from '../../core/errors.js';
import type { City } from '../../core/model/city.js';
import type { Clock } from '../../core/ports.js';
import type { StaffActor, TicketService } from '../../core/services.js';
import type { Mover } from '../../core/ticket/may-move.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { cursorOf, placeOfCursor } from '../cursor.js';
import { IdParams, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { TicketSummary, ticketSummary } from '../views/ticket-view.js';
import type { Recorder } from '../record.js';
import { objectOf, seenOf } from './looked-at.js';
import { readableTicket } from './readable-ticket.js';
import { moverOf } from './mover.js';

const tags = ['tickets'];
/** Tickets joined side by side; each is a small write of its own. */
const AT_ONCE = 10;

const Outcome = z.object({
  id: z.string().meta({ description: 'As it was asked for' }),
  ok: z.boolean(),
  number: z.string().optional(),
  code: z.string().optional().meta({ description: 'Why not; see docs/errors.md' }),
  message: z.string().optional(),
});

/** 并案 from the side of the main ticket: who follows it, and many joined to it at once. */
export function joinRoutes(
  app: TypedApp,
  { tickets, city, clock, record }: { tickets: TicketService; city: City; clock: Clock; record: Recorder },
): void {
  app.get(
    '/tickets/:id/followers',
    {
      schema: {
        summary: 'Tickets joined to this one, newest first, also those that ended with it',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: {
          200: z.object({ items: z.array(TicketSummary), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      // Whoever handles the main ticket handles these with it, whatever unit they were with before.
      const main = await readableTicket(tickets, request.params.id, actor);
      const { cursor, limit } = request.query;
      const after = placeOfCursor(cursor);
      await record(request, 'ticket.read', objectOf(main), seenOf(main, actor));
      const found = await tickets.list({ joinedTo: main.id, scope: [{ sealed: false }], after, limit });
      const last = found.length === limit ? found.at(-1) : undefined;
      return {
        items: found.map((ticket) => ticketSummary(ticket, actor, city, clock.now())),
        nextCursor: last && cursorOf({ at: last.createdAt, id: last.id }),
      };
    },
  );

  app.post(
    '/tickets/:id/followers',
    {
      schema: {
        summary: '并案: join up to 500 tickets to this one; each succeeds or fails by itself',
        tags,
        params: IdParams,
        body: CommandBody.extend({
          ticketIds: z
            .array(z.string().min(1).max(200))
            .min(1)
            .max(500)
            .meta({ description: 'Ids or numbers' }),
          reason: z.string().trim().min(1).max(2000).optional(),
        }),
        response: {
          200: z.object({ joined: z.number().int(), results: z.array(Outcome) }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.join');
      const { ticketIds, reason } = request.body;
      const commandId = commandIdOf(request, request.body);
      const main = await readableTicket(tickets, request.params.id, actor);
      const mover = moverOf(actor, 'ticket.join');
      const join = (id: string) => joinOne(id, main.id, { actor, mover, commandId, reason });
      const wanted = [...new Set(ticketIds)];
      const results: z.infer<typeof Outcome>[] = [];
      while (results.length < wanted.length) {
        const some = wanted.slice(results.length, results.length + AT_ONCE);
        results.push(...(await Promise.all(some.map(join))));
      }
      return { joined: results.filter(({ ok }) => ok).length, results };
    },
  );

  async function joinOne(
    id: string,
    mainId: string,
    by: { actor: StaffActor; mover: Mover; commandId: string; reason?: string },
  ): Promise<z.infer<typeof Outcome>> {
    try {
      const ticket = await readableTicket(tickets, id, by.actor);
      const details = { ticketIds: [mainId], reason: by.reason };
      const { number } = await tickets.move(ticket.id, by.mover, by.commandId, 'join', details);
      return { id, ok: true, number };
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return { id, ok: false, code: error.code, message: error.message };
    }
  }
}
