import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addressOf } from '../gate.js';
import { ProblemDocument } from '../problem.js';
import type { Session } from '../session.js';
import { streamConversation, type StreamSource } from '../stream.js';
import { citizenView } from '../view.js';
import type { Web } from '../web.js';

const sequence = z.coerce.number().int().nonnegative();

/** The conversation as server-sent events. */
export function streamRoutes(web: Web): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/stream', {
      schema: {
        tags: ['web'],
        summary: 'Follow the conversation as server-sent events',
        description:
          'Each event is a message, its id the seq. "Last-Event-ID" resumes without loss or repetition.',
        querystring: z.object({ after: sequence.default(0) }),
        headers: z.object({ 'last-event-id': sequence.optional().catch(undefined) }),
        response: { 401: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request, reply) => {
        const session = await web.gate.session(request);
        const { ending, leave } = web.streams.enter(session.id, addressOf(request));
        // A browser that reconnects sends its first URL again, so the header knows better.
        const after = request.headers['last-event-id'] ?? request.query.after;
        openEventStream(reply);
        try {
          const over = AbortSignal.any([ending, AbortSignal.timeout(lifetimeMs(web, session))]);
          await streamConversation(reply.raw, source(web, session), after, settings(web), over);
        } catch (error) {
          request.log.warn({ err: error, channel: 'web' }, 'stream ended; the reader will reconnect');
        } finally {
          leave();
        }
      },
    });
  };
}

/** A stream lives an hour at most, and never longer than its session: coming back asks for both again. */
function lifetimeMs({ host }: Web, { expiresAt }: Session): number {
  return Math.max(0, Math.min(3_600_000, expiresAt.getTime() - host.clock.now().getTime()));
}

function openEventStream(reply: FastifyReply): void {
  void reply.headers({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // A stream that was ended must not keep an idle connection, on which a server that stops would wait.
    connection: 'close',
    // nginx would collect events until its buffer is full.
    'x-accel-buffering': 'no',
  });
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.flushHeaders();
}

function source(web: Web, session: Session): StreamSource {
  const { account } = web.config;
  return {
    read: async (after, limit) => {
      const stored = await web.host.history(account, session.id, after, limit);
      return stored.flatMap((message) => citizenView(message, session, web.files) ?? []);
    },
    subscribe: (onNews) =>
      web.host.subscribe(account, session.id, (stored) =>
        onNews(stored?.flatMap((message) => citizenView(message, session, web.files) ?? [])),
      ),
  };
}

function settings({ config }: Web) {
  return {
    heartbeatMs: config.stream.heartbeatSeconds * 1000,
    slowReaderMs: config.stream.slowReaderSeconds * 1000,
  };
}
