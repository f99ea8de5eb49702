import { z } from 'zod';
import type { Understand } from '../../core/language/understanding.js';
import { addressKey } from '../../core/model/address-key.js';
import type { City } from '../../core/model/city.js';
import type { Clock } from '../../core/ports.js';
import type { TicketService } from '../../core/services.js';
import { knownMatter, streetOf } from '../../core/ticket/known-matters.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { createRateLimit } from '../rate-limit.js';

const DAYS = 14;
const LOOKED_AT = 50;

const Nearby = z
  .object({
    known: z
      .object({
        categoryName: z.string(),
        street: z.string(),
        inHand: z.boolean().meta({ description: 'A unit has it; otherwise it waits for one' }),
        people: z.number().int().meta({ description: 'Different people who told of it; never one alone' }),
      })
      .optional(),
  })
  .meta({ id: 'Nearby' });
export type Nearby = z.infer<typeof Nearby>;

/** 附近已有人反映: told before somebody sends the same. Nothing is stored, and nothing of anybody is told. */
export function nearbyRoutes(
  app: TypedApp,
  deps: { tickets: TicketService; understand: Understand; city: City; clock: Clock },
): void {
  const { tickets, understand, city, clock } = deps;
  // Asked once a text rests; more would be somebody trying out street after street.
  const byAddress = createRateLimit({ points: 20, perSeconds: 60 });
  app.post(
    '/nearby',
    {
      schema: {
        summary: 'Whether several people have told of the same matter in the same street lately',
        tags: ['public'],
        body: z.strictObject({
          text: z.string().trim().min(1).max(3000),
          place: z.string().trim().min(1).max(500),
        }),
        response: { 200: Nearby, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      await byAddress.take(addressKey(request.ip));
      const { text, place } = request.body;
      void reply.header('cache-control', 'no-store');
      const category = understand(text, clock.now()).category?.value;
      const name = city.categories.find(({ code }) => code === category)?.name;
      const street = streetOf(place);
      if (category === undefined || name === undefined || street === undefined) return {};
      const title = [...text].slice(0, 40).join('');
      const said = { title, matter: text, category, place: { text: place } };
      const alike = await tickets.alike(said, { days: DAYS, limit: LOOKED_AT });
      const known = knownMatter(
        { category, street },
        alike.map(({ ticket }) => ticket),
      );
      return { known: known && { categoryName: name, street, inHand: known.inHand, people: known.people } };
    },
  );
}
