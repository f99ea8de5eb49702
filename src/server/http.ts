import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ProblemDocument } from './errors/problem.js';

/** A Fastify scope whose routes are typed by their zod schemas. */
export type TypedApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Refusals, described once for all routes. */
export const PROBLEMS = {
  '4xx': {
    description: 'Refused; see docs/errors.md',
    content: { 'application/problem+json': { schema: ProblemDocument } },
  },
} as const;

/** An instant as ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
export const iso = (date: Date): string => date.toISOString();
export const isoIf = (date: Date | undefined): string | undefined => date?.toISOString();

/** Ids in addresses: our own ids and ticket numbers, nothing longer. */
export const IdParams = z.object({ id: z.string().min(1).max(200) });

export const PageQuery = z.object({
  cursor: z.string().max(400).optional().meta({ description: '`nextCursor` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
