import { z } from 'zod';
import type { ReadinessReport } from '../deps.js';
import { authorise } from '../auth/session-gate.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { PartView, partView } from '../views/readiness-view.js';

/** How every channel account is, in words for staff. */
export function adminChannelRoutes(app: TypedApp, readiness: () => Promise<ReadinessReport>): void {
  app.get(
    '/channels',
    {
      schema: {
        summary: 'State of every channel account',
        tags: ['admin'],
        response: { 200: z.object({ items: z.array(PartView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'channel.read');
      const { parts } = await readiness();
      return { items: parts.filter((part) => part.kind === 'channel').map(partView) };
    },
  );
}
