import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import type { Clock } from '../../core/ports.js';
import type { ConversationService, StaffActor, TicketService } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import { STAFF_MOVES } from '../permissions.js';
import { TicketDetail, ticketDetail } from '../views/ticket-view.js';
import type { Recorder } from '../record.js';
import { MOVE_BODIES, MOVE_SUMMARIES } from './move-bodies.js';
import { MOVE_EXAMPLES } from './move-examples.js';
import { moverOf } from './mover.js';
import { StaffRequest, toRequest } from './staff-request.js';
import { objectOf, seenOf } from './looked-at.js';
import { readableConversation } from './readable-conversation.js';
import { readableTicket } from './readable-ticket.js';
import { expectedVersion, tagVersion } from './ticket-version.js';

const tags = ['tickets'];
const IfMatch = z.object({
  'if-match': z.string().max(40).optional().meta({ description: 'ETag of the ticket as it was decided on' }),
});

/** Tickets: reading, making and moving them. */
export function ticketRoutes(
  app: TypedApp,
  deps: {
    tickets: TicketService;
    conversations: ConversationService;
    city: City;
    clock: Clock;
    record: Recorder;
  },
): void {
  const { tickets, conversations, city, clock, record } = deps;
  const detail = (ticket: Parameters<typeof ticketDetail>[0], viewer: StaffActor) =>
    ticketDetail(ticket, viewer, city, clock.now());

  app.get(
    '/tickets/:id',
    {
      schema: {
        summary: 'Read a ticket, by id or number',
        tags,
        params: IdParams,
        response: { 200: TicketDetail, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.read');
      const ticket = await readableTicket(tickets, request.params.id, actor);
      await record(request, 'ticket.read', objectOf(ticket), seenOf(ticket, actor));
      tagVersion(reply, ticket);
      return detail(ticket, actor);
    },
  );

  app.post(
    '/tickets',
    {
      schema: {
        summary: 'Make a ticket from a conversation',
        tags,
        body: CommandBody.extend({ conversationId: z.string().min(1).max(200), request: StaffRequest }),
        response: { 201: TicketDetail, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.create');
      const { conversationId, request: said } = request.body;
      const commandId = commandIdOf(request, request.body);
      const found = await readableConversation(conversations, conversationId, actor);
      const wanted = toRequest(said, found, city);
      const ticket = await tickets.create(actor, commandId, conversationId, wanted);
      await record(request, 'ticket.made', objectOf(ticket), seenOf(ticket, actor));
      tagVersion(reply, ticket);
      return reply.code(201).send(detail(ticket, actor));
    },
  );

  for (const move of STAFF_MOVES)
    app.post(
      `/tickets/:id/${move}`,
      {
        schema: {
          summary: MOVE_SUMMARIES[move],
          tags,
          params: IdParams,
          headers: IfMatch,
          body: z.intersection(CommandBody, MOVE_BODIES[move]).meta({ examples: [MOVE_EXAMPLES[move]] }),
          response: { 200: TicketDetail, ...PROBLEMS },
        },
      },
      async (request, reply) => {
        const { actor } = authorise(request, `ticket.${move}`);
        const commandId = commandIdOf(request, request.body);
        const { commandId: _, ...details } = request.body;
        const seen = await readableTicket(tickets, request.params.id, actor);
        const mover = moverOf(actor, `ticket.${move}`);
        const expected = expectedVersion(request);
        const ticket = await tickets.move(seen.id, mover, commandId, move, details, expected);
        await record(request, 'ticket.moved', objectOf(ticket), { move, ...seenOf(ticket, actor) });
        tagVersion(reply, ticket);
        // A unit that sends a ticket back may read it no more; the answer still shows what it did.
        return detail(ticket, actor);
      },
    );
}
