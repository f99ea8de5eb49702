import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import { type Ticket, TicketState } from '../../core/model/ticket.js';
import type { Clock } from '../../core/ports.js';
import {
  onSealedDesk,
  type ConversationService,
  type StaffActor,
  type TicketService,
} from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { cursorAt, dateOfCursor } from '../cursor.js';
import { failure } from '../errors/failure.js';
import { IdParams, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { type Action, PERMISSIONS, STAFF_MOVES } from '../permissions.js';
import { isSealed } from '../views/conversation-view.js';
import {
  maySeePerson,
  TicketDetail,
  ticketDetail,
  TicketSummary,
  ticketSummary,
} from '../views/ticket-view.js';
import type { Recorder } from '../record.js';
import { MOVE_BODIES, MOVE_SUMMARIES } from './move-bodies.js';
import { StaffRequest, toRequest } from './staff-request.js';
import { objectOf, seenOf } from './looked-at.js';
import { readableTicket } from './readable-ticket.js';

const tags = ['tickets'];

/** Tickets: finding, reading, making and moving them. */
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
    '/tickets',
    {
      schema: {
        summary: 'List tickets, newest first',
        tags,
        querystring: PageQuery.extend({
          state: z
            .union([TicketState, z.array(TicketState)])
            .optional()
            .meta({ description: 'May be given several times' }),
          unit: z.string().max(100).optional(),
          conversationId: z.string().max(200).optional(),
          text: z.string().max(200).optional().meta({ description: 'Number, or words of title and matter' }),
          person: z
            .string()
            .trim()
            .min(2)
            .max(100)
            .optional()
            .meta({ description: 'Exactly this phone number, ID number or name' }),
          overdue: z.stringbool().optional(),
        }),
        response: {
          200: z.object({ items: z.array(TicketSummary), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor, grant } = authorise(request, 'ticket.read');
      const { state, unit, conversationId, text, person, overdue, cursor, limit } = request.query;
      // Whoever sees people masked could otherwise find out, number by number, who has complained.
      if (person !== undefined && authorise(request, 'person.read').grant.scope !== 'all')
        throw failure('forbidden');
      const found = await tickets.list({
        states: state === undefined ? undefined : [state].flat(),
        unit: grant.scope === 'own-unit' ? actor.unit : unit,
        conversationId,
        text,
        person,
        overdueAt: overdue ? clock.now() : undefined,
        includeSealed: onSealedDesk(actor),
        before: dateOfCursor(cursor),
        limit,
      });
      if (person !== undefined) {
        const ids = found.map(({ id }) => id).join(',');
        await record(request, 'ticket.searched-person', { type: 'tickets', id: 'all' }, { found: ids });
      }
      const last = found.length === limit ? found.at(-1) : undefined;
      return {
        items: found.map((ticket) => ticketSummary(ticket, actor, city, clock.now())),
        nextCursor: last && cursorAt(last.createdAt),
      };
    },
  );

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
    async (request) => {
      const { actor, grant } = authorise(request, 'ticket.read');
      const ticket = await readableTicket(tickets, request.params.id, actor, grant);
      await record(request, 'ticket.read', objectOf(ticket), seenOf(ticket, actor));
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
      const found = await conversations.get(conversationId);
      if (isSealed(found.conversation, found.tickets) && !onSealedDesk(actor)) throw failure('sealed-matter');
      const wanted = toRequest(said, found, city);
      const ticket = await tickets.create(actor, commandId, conversationId, wanted);
      await record(request, 'ticket.made', objectOf(ticket), seenOf(ticket, actor));
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
          body: z.intersection(CommandBody, MOVE_BODIES[move]),
          response: { 200: TicketDetail, ...PROBLEMS },
        },
      },
      async (request) => {
        const { actor, grant } = authorise(request, `ticket.${move}`);
        const commandId = commandIdOf(request, request.body);
        const { commandId: _, ...details } = request.body;
        const seen = await readableTicket(tickets, request.params.id, actor, grant);
        const mover = moverOf(actor, `ticket.${move}`);
        const ticket = await tickets.move(seen.id, mover, commandId, move, details);
        await record(request, 'ticket.moved', objectOf(ticket), { move, ...seenOf(ticket, actor) });
        // A unit that sends a ticket back may read it no more; the answer still shows what it did.
        return detail(ticket, actor);
      },
    );
}

/** Only the hats under which this is allowed here: an admin's hat must not act on a case. */
export function moverOf(actor: StaffActor, action: Action) {
  const roles = actor.roles.filter((role) => PERMISSIONS[role][action]);
  const { id, name, unit, platform } = actor;
  return { type: 'staff', id, name, roles, unit, platform } as const;
}
