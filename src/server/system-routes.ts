import type { Registry } from 'prom-client';
import { z } from 'zod';
import type { ReadinessReport } from './deps.js';
import { Instant, isoIf, type TypedApp } from './http.js';
import { PartView, partView } from './views/readiness-view.js';

const Ready = z.object({
  ready: z.boolean(),
  version: z.string(),
  parts: z.array(PartView),
  queues: z
    .object({
      incoming: z.number().meta({ description: 'Messages of citizens stored and not yet taken up' }),
      outgoing: z.number().meta({ description: 'Messages that wait to be sent' }),
      oldestOutgoingAt: Instant.optional(),
    })
    .optional(),
});

/** For load balancers and monitoring: alive, ready, and counted. Says nothing about any person. */
export function systemRoutes(
  app: TypedApp,
  deps: { readiness: () => Promise<ReadinessReport>; metrics: Registry; version: string },
): void {
  const tags = ['system'];

  app.get(
    '/healthz',
    { schema: { summary: 'The process is alive', tags, response: { 200: z.object({ ok: z.boolean() }) } } },
    async () => ({ ok: true }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        summary: 'Everything needed for work is up; 503 otherwise',
        tags,
        response: { 200: Ready, 503: Ready },
      },
    },
    async (_request, reply) => {
      const { ready, parts, queues } = await deps.readiness();
      const report = {
        ready,
        version: deps.version,
        parts: parts.map(partView),
        queues: queues && { ...queues, oldestOutgoingAt: isoIf(queues.oldestOutgoingAt) },
      };
      return reply.code(ready ? 200 : 503).send(report);
    },
  );

  app.get('/metrics', { schema: { summary: 'Prometheus metrics', tags } }, async (_request, reply) =>
    reply.type(deps.metrics.contentType).send(await deps.metrics.metrics()),
  );
}
