import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import type { Ticket } from '../../core/model/ticket.js';
import type { Clock, TicketSort } from '../../core/ports.js';
import type { TicketService } from '../../core/services.js';
import { ticketScope } from '../ability.js';
import { authorise } from '../auth/session-gate.js';
import { cursorOf, placeOfCursor } from '../cursor.js';
import { PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { failure } from '../errors/failure.js';
import type { Recorder } from '../record.js';
import { dueAtOf, TicketSummary, ticketSummary } from '../views/ticket-view.js';
import { filterOf, sortOf, TicketFilterQuery, TicketSortQuery } from './ticket-filter.js';

const tags = ['tickets'];
/** Nobody works through more; counting them would cost every screen its speed. */
const COUNTED = 10_000;

/**
 * A number of sealed matters stands on screens that others see too; one that goes from 0 to 1 says that somebody
 * informed on somebody today. Below this there is no number.
 */
const FEWEST = 5;
const FEW = `<${FEWEST}` as const;

/** Lists and counts of tickets, of those alone that the reader may open. */
export function ticketListRoutes(
  app: TypedApp,
  { tickets, city, clock, record }: { tickets: TicketService; city: City; clock: Clock; record: Recorder },
): void {
  app.get(
    '/tickets',
    {
      schema: {
        summary: 'List tickets, newest first or as asked',
        tags,
        querystring: PageQuery.extend(TicketFilterQuery.shape)
          .extend(TicketSortQuery.shape)
          .extend({
            person: z
              .string()
              .trim()
              .min(2)
              .max(100)
              .optional()
              .meta({ description: 'Exactly this phone number, ID number or name' }),
          }),
        response: {
          200: z.object({ items: z.array(TicketSummary), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const { cursor, limit, sort: by, order, person, ...asked } = request.query;
      if (asked.sealed === true) authorise(request, 'sealed.list');
      // Whoever sees people masked could otherwise find out, number by number, who has complained.
      if (person !== undefined && authorise(request, 'person.read').grant.scope !== 'all')
        throw failure('forbidden');
      const sort = sortOf({ sort: by, order });
      const found = await tickets.list({
        ...filterOf(asked, clock.now()),
        person,
        scope: ticketScope(actor),
        sort,
        after: placeOfCursor(cursor),
        limit,
      });
      if (person !== undefined) {
        const ids = found.map(({ id }) => id).join(',');
        await record(request, 'ticket.searched-person', { type: 'tickets', id: 'all' }, { found: ids });
      }
      const last = found.length === limit ? found.at(-1) : undefined;
      return {
        items: found.map((ticket) => ticketSummary(ticket, actor, city, clock.now())),
        nextCursor: last && cursorOf({ at: placeOf(last, sort), id: last.id }),
      };
    },
  );

  app.get(
    '/tickets/count',
    {
      schema: {
        summary: `Count tickets, up to ${COUNTED}`,
        tags,
        querystring: TicketFilterQuery,
        response: {
          200: z.object({
            count: z.number().int().meta({ description: 'Without sealed ones' }),
            more: z.boolean().meta({ description: 'There are more than were counted' }),
            sealed: z
              .union([z.number().int(), z.literal(FEW)])
              .optional()
              .meta({ description: 'Sealed ones, for the sealed desk; of few no number' }),
          }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const filter = filterOf(request.query, clock.now());
      if (filter.sealed === true) authorise(request, 'sealed.list');
      const scope = ticketScope(actor);
      const count = await tickets.count({ ...filter, scope, sealed: filter.sealed ?? false }, COUNTED + 1);
      const shown = { count: Math.min(count, COUNTED), more: count > COUNTED };
      if (filter.sealed !== undefined || scope.every(({ sealed }) => !sealed)) return shown;
      const sealed = await tickets.count({ ...filter, scope, sealed: true }, COUNTED);
      return { ...shown, sealed: sealed < FEWEST ? FEW : sealed };
    },
  );
}

function placeOf(ticket: Ticket, { by }: TicketSort): Date {
  return (by === 'dueAt' ? dueAtOf(ticket) : undefined) ?? ticket.createdAt;
}
