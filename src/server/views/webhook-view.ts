import { z } from 'zod';
import { type EventDelivery, EventDeliveryStatus, Subscription } from '../../core/model/subscription.js';
import { TicketMove } from '../../core/model/ticket.js';
import type { DeliveryBacklog } from '../../store/webhook-store.js';
import type { Posted } from '../../webhooks/post.js';
import { Instant, iso, isoIf } from '../http.js';

/** A subscription as administrators see it. Its secret is not among it. */
export const WebhookView = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    events: Subscription.shape.events,
    filter: Subscription.shape.filter,
    state: z.enum(['active', 'failing', 'paused']).meta({
      description: 'failing: so many tries failed in a row that somebody should look; it is still tried',
    }),
    pausedBy: z.enum(['admin', 'receiver']).optional().meta({ description: 'receiver: it answered 410' }),
    failures: z.number().int().meta({ description: 'Tries that failed since the last that did not' }),
    failingSince: Instant.optional(),
    problem: z.string().optional(),
    deliveredAt: Instant.optional().meta({ description: 'Last delivery, to the minute' }),
    waiting: z.number().int(),
    oldestWaitingAt: Instant.optional(),
    givenUp: z.number().int().meta({ description: 'Events that were tried for three days in vain' }),
    secretsEnd: z.array(Instant).meta({ description: 'When secrets that were replaced end' }),
    createdAt: Instant,
    createdBy: z.object({ id: z.string(), name: z.string() }),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof WebhookView>;

export function webhookView(
  { secrets, ...subscription }: Subscription,
  { waiting, givenUp, oldestAt }: DeliveryBacklog,
): WebhookView {
  const { state, failingSince, deliveredAt, createdAt } = subscription;
  return {
    ...subscription,
    state: state === 'active' && failingSince ? 'failing' : state,
    failingSince: isoIf(failingSince),
    deliveredAt: isoIf(deliveredAt),
    waiting,
    givenUp,
    oldestWaitingAt: isoIf(oldestAt),
    secretsEnd: secrets.flatMap(({ until }) => (until ? [iso(until)] : [])),
    createdAt: iso(createdAt),
  };
}

const TryView = z.object({
  at: Instant,
  ms: z.number().int(),
  status: z.number().int().optional(),
  problem: z.string().optional(),
  answer: z.string().optional().meta({ description: 'How the answer began, 2 kB at most' }),
});

/** A line of the delivery log. */
export const WebhookDelivery = z
  .object({
    eventId: z.string(),
    ticketId: z.string(),
    move: TicketMove,
    status: EventDeliveryStatus,
    attempts: z.number().int(),
    nextTryAt: Instant.optional(),
    createdAt: Instant,
    doneAt: Instant.optional(),
    tries: z.array(TryView).meta({ description: 'The latest 25' }),
  })
  .meta({ id: 'WebhookDelivery' });

/** The same with what was sent. */
export const WebhookDeliveryDetail = WebhookDelivery.extend({ body: z.string() }).meta({
  id: 'WebhookDeliveryDetail',
});

export function deliveryView(delivery: EventDelivery): z.infer<typeof WebhookDelivery> {
  const { eventId, ticketId, move, status, attempts, nextAt, createdAt, doneAt, tries } = delivery;
  return {
    eventId,
    ticketId,
    move,
    status,
    attempts,
    nextTryAt: status === 'waiting' && nextAt ? iso(nextAt) : undefined,
    createdAt: iso(createdAt),
    doneAt: isoIf(doneAt),
    tries: tries.map((one) => ({ ...one, at: iso(one.at) })),
  };
}

/** What a test came to. */
export const WebhookTest = z
  .object({
    ok: z.boolean(),
    ms: z.number().int(),
    status: z.number().int().optional(),
    problem: z.string().optional(),
    answer: z.string().optional(),
  })
  .meta({ id: 'WebhookTest' });

export function testView(posted: Posted): z.infer<typeof WebhookTest> {
  if (posted.type === 'failed') return { ok: false, ms: posted.ms, problem: posted.problem };
  const { ms, status, answer } = posted;
  return { ok: status >= 200 && status < 300, ms, status, answer };
}
