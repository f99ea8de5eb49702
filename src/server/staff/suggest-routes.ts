import { z } from 'zod';
import type { Understand } from '../../core/language/understanding.js';
import type { City } from '../../core/model/city.js';
import { RequestType } from '../../core/model/codes.js';
import type { Clock } from '../../core/ports.js';
import type { TicketService } from '../../core/services.js';
import { isWithin } from '../../core/ticket/scope.js';
import { ticketScope } from '../ability.js';
import { authorise } from '../auth/session-gate.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { TicketSummary, ticketSummary } from '../views/ticket-view.js';

const DAYS = 30;
const LOOKED_AT = 30;
const SHOWN = 5;

const WritingSuggestion = z
  .object({
    type: RequestType.optional(),
    category: z.string().optional(),
    place: z
      .object({ text: z.string(), county: z.string().optional(), town: z.string().optional() })
      .optional(),
    danger: z.array(z.string()).meta({ description: 'Lines to call at once, when the words tell of danger' }),
    sealed: z.boolean().meta({ description: 'Seems to be a matter for the sealed desk' }),
    similar: z
      .array(TicketSummary)
      .meta({ description: 'Of the last days, most alike first; never sealed ones' }),
  })
  .meta({ id: 'WritingSuggestion' });
export type WritingSuggestion = z.infer<typeof WritingSuggestion>;

/** What somebody is writing down while a caller speaks: what it seems to be, and whether it is known. */
export function suggestRoutes(
  app: TypedApp,
  deps: { tickets: TicketService; understand: Understand; city: City; clock: Clock },
): void {
  const { tickets, understand, city, clock } = deps;
  app.post(
    '/suggest',
    {
      schema: {
        summary:
          'What words seem to be about while they are written down, and tickets alike; nothing is kept',
        tags: ['tickets'],
        body: z.object({ text: z.string().trim().min(1).max(20_000) }),
        response: { 200: WritingSuggestion, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.create');
      const { text } = request.body;
      const now = clock.now();
      const seen = understand(text, now);
      const [found] = seen.places;
      const place = found && !found.ambiguous ? found.value : undefined;
      const category = seen.category?.value;
      const title = [...text.replace(/\s+/g, ' ')].slice(0, 40).join('');
      const alike = await tickets.alike(
        { title, matter: text, category, place },
        { days: DAYS, limit: LOOKED_AT },
      );
      const scope = ticketScope(actor);
      const mine = alike.filter(({ ticket }) => scope.some((bounds) => isWithin(bounds, ticket)));
      return {
        type: (seen.type ?? seen.likelyType)?.value,
        category: city.categories.some(({ code }) => code === category) ? category : undefined,
        place: place && { text: place.text, county: place.county, town: place.town },
        danger: seen.danger && !seen.danger.unsure ? seen.danger.hotlines : [],
        sealed: seen.sealed !== undefined,
        similar: mine.slice(0, SHOWN).map(({ ticket }) => ticketSummary(ticket, actor, city, now)),
      };
    },
  );
}
