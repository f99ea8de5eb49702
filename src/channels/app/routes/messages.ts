import type { ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { StoredMessage } from '../../../core/model/message.js';
import type { App } from '../app.js';
import { deviceOf } from '../gate.js';
import { ProblemDocument } from '../problem.js';
import { History, NewMessages, MessageResults } from '../schemas.js';
import { takeBatch } from '../take-batch.js';
import { deviceView } from '../view.js';
import { waitForNews } from '../waits.js';

/** Posting what the device's outbox holds, and reading the conversation. */
export function messageRoutes(app: App): FastifyPluginAsyncZod {
  const bodies = new WeakMap<FastifyRequest, unknown>();
  return async (scope) => {
    scope.post('/messages', {
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        operationId: 'sendMessages',
        tags: ['app'],
        security: [{ device: [] }],
        summary: 'Send messages, oldest first',
        description:
          'Answered when they are stored, each with its own result: one that is refused holds up no other. Send again under the same ids when no answer came; each is stored once.',
        body: NewMessages,
        response: {
          200: MessageResults,
          400: ProblemDocument,
          401: ProblemDocument,
          413: ProblemDocument,
          429: ProblemDocument,
        },
      },
      // As it came, before unknown members are dropped: what is archived is what was sent.
      preValidation: async (request) => void bodies.set(request, request.body),
      handler: async (request) => {
        const device = await deviceOf(app, request);
        const asSent = bodies.get(request);
        return { results: await takeBatch(app, device, request.body.messages, { request, asSent }) };
      },
    });

    scope.get('/messages', {
      schema: {
        operationId: 'readMessages',
        tags: ['app'],
        security: [{ device: [] }],
        summary: 'Read the conversation, oldest first, or wait for news',
        description:
          '"after" is the last seq the device has. With "wait", an empty answer is held back for so many seconds until there is something; a newer call of the device ends the wait.',
        querystring: z.object({
          after: z.coerce.number().int().nonnegative().default(0),
          limit: z.coerce.number().int().min(1).max(100).default(50),
          wait: z.coerce.number().int().min(0).max(MAX_WAIT_SECONDS).default(0),
        }),
        response: { 200: History, 400: ProblemDocument, 401: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request, reply) => {
        const device = await deviceOf(app, request);
        const { after, limit, wait } = request.query;
        const { account } = app.config;
        await app.seen(device.id, after);
        const read = () => app.host.history(account, device.id, after, limit);
        const stored = wait === 0 ? await read() : await waitFor(app, device.id, read, wait, reply.raw);
        void reply.header('cache-control', 'no-store');
        return {
          messages: stored.flatMap((message) => deviceView(message, device, app.files) ?? []),
          more: stored.length === limit,
        };
      },
    });
  };
}

/** The server's own bound; a batch of the longest messages is larger and must be sent in parts. */
const MAX_BODY_BYTES = 1_000_000;
/** Shorter than the idle time at which carriers and proxies cut a silent connection. */
const MAX_WAIT_SECONDS = 50;

async function waitFor(
  { waits, host, config }: App,
  deviceId: string,
  read: () => Promise<StoredMessage[]>,
  seconds: number,
  response: ServerResponse,
): Promise<StoredMessage[]> {
  const { ending, leave } = waits.enter(deviceId);
  const hungUp = new AbortController();
  response.once('close', () => hungUp.abort());
  const over = AbortSignal.any([ending, hungUp.signal, AbortSignal.timeout(seconds * 1000)]);
  try {
    return await waitForNews(read, (onNews) => host.subscribe(config.account, deviceId, onNews), over);
  } finally {
    leave();
  }
}
