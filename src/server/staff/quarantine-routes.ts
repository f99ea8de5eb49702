import { z } from 'zod';
import type { QuarantineRepository } from '../../core/ports.js';
import { authorise } from '../auth/session-gate.js';
import { Instant, iso, PROBLEMS, type TypedApp } from '../http.js';

const QuarantineItem = z
  .object({
    id: z.string(),
    channel: z.string(),
    account: z.string(),
    code: z.string(),
    message: z.string(),
    externalId: z.string().optional(),
    at: Instant,
  })
  .meta({ id: 'QuarantineItem' });

/** What could not be made into a message: it waits here for a person, and holds nothing else up. */
export function quarantineRoutes(app: TypedApp, quarantine: Pick<QuarantineRepository, 'list'>): void {
  app.get(
    '/quarantine',
    {
      schema: {
        summary: 'List what could not be read',
        tags: ['quarantine'],
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
        response: { 200: z.object({ items: z.array(QuarantineItem) }), ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'quarantine.read');
      const items = await quarantine.list(request.query.limit);
      return { items: items.map(({ rawId: _, at, ...item }) => ({ ...item, at: iso(at) })) };
    },
  );
}
