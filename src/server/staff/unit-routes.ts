import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import { HotlineMode } from '../../core/model/codes.js';
import { zoneOf } from '../../core/deadline/zone.js';
import type { Clock } from '../../core/ports.js';
import { zonesOf } from '../../core/routing/hotlines.js';
import { unitToday } from '../../core/routing/units.js';
import type { TicketService } from '../../core/services.js';
import { ticketScope } from '../ability.js';
import { authorise, signedIn } from '../auth/session-gate.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { TicketSummary, ticketSummary } from '../views/ticket-view.js';

const UnitView = z
  .object({
    id: z.string(),
    name: z.string(),
    short: z.string().optional(),
    kind: z.string(),
    leader: z.string().optional(),
    section: z.string().optional(),
    responsible: z.string().optional(),
    phone: z.string().optional(),
    duty: z.array(z.object({ hours: z.string(), name: z.string(), phone: z.string() })),
    validFrom: z.string(),
    validTo: z.string().optional(),
    /** Who does its work on the day asked about: itself while it is valid. */
    today: z.object({ id: z.string(), name: z.string() }).optional(),
    hotlines: z.array(z.object({ id: z.string(), name: z.string(), mode: HotlineMode })),
  })
  .meta({ id: 'Unit' });

/** Units with who answers for them, and the queue of the zone in which somebody sits. */
export function unitRoutes(
  app: TypedApp,
  { tickets, city, clock }: { tickets: Pick<TicketService, 'list'>; city: City; clock: Clock },
): void {
  const zone = zoneOf(city.profile.timezone);

  app.get(
    '/units',
    {
      schema: {
        summary:
          'List units with leader, section, responsible person and duty, and who does their work on a day',
        tags: ['units'],
        querystring: z.object({ day: z.iso.date().optional().meta({ description: 'Today when left out' }) }),
        response: { 200: z.object({ day: z.string(), items: z.array(UnitView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'ticket.read');
      const day = request.query.day ?? zone.dayOf(clock.now());
      const items = city.units.map(({ region: _r, aliases: _a, successors: _s, duty = [], ...unit }) => {
        const today = unitToday(city, unit.id, day);
        const lines = city.hotlines.filter((line) => line.unit === unit.id);
        return {
          ...unit,
          duty,
          today: today && { id: today.id, name: today.name },
          hotlines: lines.map(({ id, name, mode }) => ({ id, name, mode })),
        };
      });
      return { day, items };
    },
  );

  app.get(
    '/zone/tickets',
    {
      schema: {
        summary: 'Tickets that wait to be dispatched: those of one’s own zone first, oldest first',
        tags: ['tickets'],
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
        response: {
          200: z.object({ hotlines: z.array(z.string()), items: z.array(TicketSummary) }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const { limit } = request.query;
      const hotlines = zonesOf(city, signedIn(request).person.login).map(({ id }) => id);
      const query = {
        states: ['accepted' as const],
        scope: ticketScope(actor),
        sort: { by: 'createdAt' as const, order: 'ascending' as const },
        limit,
      };
      const own = hotlines.length > 0 ? await tickets.list({ ...query, hotlines }) : [];
      const all = own.length < limit ? await tickets.list(query) : [];
      const rest = all.filter(({ id }) => !own.some((one) => one.id === id)).slice(0, limit - own.length);
      return {
        hotlines,
        items: [...own, ...rest].map((ticket) => ticketSummary(ticket, actor, city, clock.now())),
      };
    },
  );
}
