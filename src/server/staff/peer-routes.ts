import { z } from 'zod';
import { authorise } from '../auth/session-gate.js';
import type { ExchangeRouteDeps } from '../exchange/exchange-routes.js';
import { Instant, isoIf, PROBLEMS, type TypedApp } from '../http.js';

const PeerView = z
  .object({
    id: z.string(),
    name: z.string(),
    hotlines: z.array(z.string()),
    state: z
      .enum(['unknown', 'up', 'down'])
      .meta({ description: '`unknown`: nothing was sent since the start' }),
    lastAnswerAt: Instant.optional(),
    problem: z.string().optional(),
    waiting: z.number().int(),
    refused: z.number().int().meta({ description: 'Sent and not taken: somebody has to look' }),
    oldestAt: Instant.optional(),
  })
  .meta({ id: 'Peer' });

/** Other platforms, and how the exchange with each does. */
export function peerRoutes(app: TypedApp, { peers, sender, store }: ExchangeRouteDeps): void {
  app.get(
    '/peers',
    {
      schema: {
        summary: 'List the platforms that orders are exchanged with, and how each does',
        tags: ['exchange'],
        response: { 200: z.object({ items: z.array(PeerView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'channel.read');
      const items = peers.map(async ({ id, name, hotlines }) => {
        const { waiting, refused, oldestAt } = await store.backlog(id);
        const { state, problem, lastAnswerAt } = sender.stateOf(id);
        return {
          id,
          name,
          hotlines,
          state,
          problem,
          lastAnswerAt: isoIf(lastAnswerAt),
          waiting,
          refused,
          oldestAt: isoIf(oldestAt),
        };
      });
      return { items: await Promise.all(items) };
    },
  );
}
