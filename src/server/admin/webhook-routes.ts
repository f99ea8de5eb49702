import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AuditAction, AuditEvent } from '../../core/audit/event.js';
import { EventDeliveryStatus, Subscription, SubscriptionFilter } from '../../core/model/subscription.js';
import type { WebhookDesk } from '../../desk/webhook-desk.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { IdParams, Instant, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import type { Recorder } from '../record.js';
import {
  deliveryView,
  testView,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookTest,
  WebhookView,
  webhookView,
} from '../views/webhook-view.js';

const tags = ['webhooks'];
const Empty = z.strictObject({}).nullish();
const Url = z
  .url({ protocol: /^https?$/, error: '应为 http(s) 地址' })
  .max(2000)
  .meta({ description: 'https; http only for hosts in webhooks.allowedHosts' });
const Wanted = z.strictObject({
  name: z.string().trim().min(1).max(100),
  url: Url,
  events: Subscription.shape.events.default('all').meta({ description: 'Moves by name, or `all`' }),
  filter: SubscriptionFilter.prefault({}).meta({
    description: 'Empty lists bound nothing; sealed tickets never go out',
  }),
});
const Changed = z.strictObject({
  name: Wanted.shape.name.optional(),
  url: Url.optional(),
  events: Subscription.shape.events.optional(),
  filter: SubscriptionFilter.optional(),
});
const WithSecret = z.object({
  webhook: WebhookView,
  secret: z.string().meta({ description: 'Told this once; what the receiver checks signatures with' }),
});
const DeliveryParams = IdParams.extend({ eventId: z.string().min(1).max(200) });
const ReplayBody = z.union([
  z.strictObject({ eventId: z.string().min(1).max(200) }),
  z.strictObject({ since: Instant }),
]);
const EXAMPLE = {
  name: '市大数据局',
  url: 'https://data.example.gov.cn/hooks/12345',
  events: ['accept', 'dispatch', 'reply', 'close'],
  filter: { units: [], platforms: ['city'], types: [] },
};

/** Subscriptions of other systems to what happens to tickets (docs/webhooks.md). */
export function adminWebhookRoutes(app: TypedApp, desk: WebhookDesk, record: Recorder): void {
  app.addHook('preHandler', async (request) => void authorise(request, 'webhook.manage'));
  const view = async (id: string) => {
    const { subscription, backlog } = await desk.get(id);
    return webhookView(subscription, backlog);
  };
  const object = (id: string) => ({ type: 'webhook', id });
  /** Nothing is written down of what is not there. */
  const recordOf = async (
    request: FastifyRequest,
    id: string,
    action: AuditAction,
    detail: AuditEvent['detail'] = {},
  ) => {
    await desk.get(id);
    await record(request, action, object(id), detail);
  };

  app.get(
    '/webhooks',
    {
      schema: {
        summary: 'List subscriptions, and how each does',
        tags,
        response: { 200: z.object({ items: z.array(WebhookView) }), ...PROBLEMS },
      },
    },
    async () => ({
      items: (await desk.list()).map(({ subscription, backlog }) => webhookView(subscription, backlog)),
    }),
  );

  app.post(
    '/webhooks',
    {
      schema: {
        summary: 'Subscribe another system; the secret is told this once',
        tags,
        body: Wanted.extend(CommandBody.shape).meta({ examples: [EXAMPLE] }),
        response: { 201: WithSecret, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'webhook.manage');
      const { commandId: _, ...wanted } = request.body;
      const { name, url } = wanted;
      const id = `wh${commandIdOf(request, request.body).slice(0, 20)}`;
      await desk.check(wanted);
      // An address may carry a token of the receiver: only its host is written down.
      await record(request, 'webhook.created', object(id), { name, host: new URL(url).host });
      const by = { id: actor.id, name: actor.name };
      const { secret } = await desk.create(id, wanted, by);
      return reply.code(201).send({ webhook: await view(id), secret });
    },
  );

  app.get(
    '/webhooks/:id',
    {
      schema: {
        summary: 'One subscription',
        tags,
        params: IdParams,
        response: { 200: WebhookView, ...PROBLEMS },
      },
    },
    async (request) => view(request.params.id),
  );

  app.post(
    '/webhooks/:id',
    {
      schema: {
        summary: 'Change name, address, events or filter; counts for events from now on',
        tags,
        params: IdParams,
        body: Changed.meta({ examples: [{ events: 'all' }] }),
        response: { 200: WebhookView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = request.params;
      const fields = Object.keys(request.body).join(',');
      await desk.check(request.body);
      await recordOf(request, id, 'webhook.changed', { fields });
      await desk.change(id, request.body);
      return view(id);
    },
  );

  app.delete(
    '/webhooks/:id',
    {
      schema: {
        summary: 'Remove a subscription with its delivery log; what waits is not sent',
        tags,
        params: IdParams,
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      await recordOf(request, request.params.id, 'webhook.removed');
      await desk.remove(request.params.id);
      return reply.code(204).send(null);
    },
  );

  const acts = [
    ['pause', 'Hold a subscription: events wait', 'webhook.paused'],
    ['resume', 'Send again, what waited first', 'webhook.resumed'],
  ] as const;
  for (const [act, summary, action] of acts)
    app.post(
      `/webhooks/:id/${act}`,
      {
        schema: {
          summary,
          tags,
          params: IdParams,
          body: Empty,
          response: { 200: WebhookView, ...PROBLEMS },
        },
      },
      async (request) => {
        const { id } = request.params;
        await recordOf(request, id, action);
        await desk[act](id);
        return view(id);
      },
    );

  app.post(
    '/webhooks/:id/rotate-secret',
    {
      schema: {
        summary: 'Make a new secret; events are signed with both for a while',
        tags,
        params: IdParams,
        body: z
          .strictObject({ overlapHours: z.number().int().min(0).max(168).default(24) })
          .meta({ examples: [{ overlapHours: 24 }] }),
        response: { 200: WithSecret, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { overlapHours } = request.body;
      await recordOf(request, id, 'webhook.secret-rotated', { overlapHours });
      const { secret } = await desk.rotate(id, overlapHours);
      return { webhook: await view(id), secret };
    },
  );

  app.post(
    '/webhooks/:id/test',
    {
      schema: {
        summary: 'Send an event of the type `test` now, also while paused',
        tags,
        params: IdParams,
        body: Empty,
        response: { 200: WebhookTest, ...PROBLEMS },
      },
    },
    async (request) => {
      await recordOf(request, request.params.id, 'webhook.tested');
      return testView(await desk.test(request.params.id));
    },
  );

  app.get(
    '/webhooks/:id/deliveries',
    {
      schema: {
        summary: 'Delivery log, newest first',
        tags,
        params: IdParams,
        querystring: PageQuery.extend({ status: EventDeliveryStatus.optional() }),
        response: {
          200: z.object({ items: z.array(WebhookDelivery), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { cursor, limit, status } = request.query;
      const { id } = request.params;
      const { items, next } = await desk.deliveries({ subscriptionId: id, status, before: cursor, limit });
      return { items: items.map(deliveryView), nextCursor: next };
    },
  );

  app.get(
    '/webhooks/:id/deliveries/:eventId',
    {
      schema: {
        summary: 'One delivery, with what was sent',
        tags,
        params: DeliveryParams,
        response: { 200: WebhookDeliveryDetail, ...PROBLEMS },
      },
    },
    async (request) => {
      const one = await desk.delivery(request.params.id, request.params.eventId);
      return { ...deliveryView(one), body: one.body };
    },
  );

  app.post(
    '/webhooks/:id/replay',
    {
      schema: {
        summary: 'Send one event again, or all since an instant; under the same ids, in order',
        tags,
        params: IdParams,
        body: ReplayBody.meta({ examples: [{ since: '2026-11-23T02:00:00Z' }] }),
        response: {
          200: z.object({ replayed: z.number().int().meta({ description: 'Events put into the queue' }) }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { body } = request;
      await recordOf(request, id, 'webhook.replayed', body);
      if ('since' in body) return { replayed: await desk.replaySince(id, new Date(body.since)) };
      await desk.replay(id, body.eventId);
      return { replayed: 1 };
    },
  );
}
