import { z } from 'zod';
import { RequestType } from '../../core/model/codes.js';
import { TicketMove, TicketState, type TicketView } from '../../core/model/ticket.js';
import type { TicketService } from '../../core/services.js';
import { failure } from '../errors/failure.js';
import { Instant, iso, isoIf, PROBLEMS, type TypedApp } from '../http.js';
import { addressKey } from '../../core/model/address-key.js';
import { createRateLimit } from '../rate-limit.js';

const ProgressView = z
  .object({
    number: z.string(),
    title: z.string(),
    type: RequestType,
    state: TicketState,
    unitName: z.string().optional(),
    createdAt: Instant,
    updatedAt: Instant,
    dueAt: Instant.optional(),
    dueExplanation: z.object({ zh: z.string().optional(), en: z.string().optional() }),
    answer: z.string().optional(),
    rating: z.number().optional(),
    timeline: z.array(
      z.object({ at: Instant, move: TicketMove, state: TicketState, text: z.string().optional() }),
    ),
  })
  .meta({ id: 'Progress' });

/**
 * Progress by number and query code. Numbers run on and can be guessed, so a wrong code answers like an
 * unknown number, and wrong tries are limited both by address and by number.
 */
export function progressRoutes(
  app: TypedApp,
  deps: { tickets: TicketService; lookupsPerAddress: number; wrongLookupsPerNumber: number },
): void {
  const byAddress = createRateLimit({ points: deps.lookupsPerAddress, perSeconds: 60 });
  const byNumber = createRateLimit({ points: deps.wrongLookupsPerNumber, perSeconds: 3600 });

  app.get(
    '/tickets/:no',
    {
      schema: {
        summary: 'Progress of a ticket by number and query code',
        tags: ['public'],
        params: z.object({ no: z.string().trim().min(1).max(40) }),
        querystring: z.object({ code: z.string().trim().min(1).max(40) }),
        response: { 200: ProgressView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const number = request.params.no.toUpperCase();
      await byAddress.take(addressKey(request.ip));
      // Taken before looking, so that many tries at once cannot get past the limit.
      await byNumber.take(number);
      const found = await deps.tickets.publicView(number, request.query.code);
      if (!found) throw failure('progress-not-found');
      await byNumber.giveBack(number);
      return reply.header('cache-control', 'no-store').send(progressView(found));
    },
  );
}

function progressView({ id: _, dueExplanationZh, dueExplanationEn, ...view }: TicketView) {
  return {
    ...view,
    createdAt: iso(view.createdAt),
    updatedAt: iso(view.updatedAt),
    dueAt: isoIf(view.dueAt),
    dueExplanation: { zh: dueExplanationZh, en: dueExplanationEn },
    timeline: view.timeline.map((step) => ({ ...step, at: iso(step.at) })),
  };
}
