import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';
import type { Gate, Knock } from './gate.js';

/** Weibo waits five seconds; what is not stored by now is not acknowledged, so that it comes again. */
const ANSWER_WITHIN_MS = 3000;
const MAX_BODY_BYTES = 1_048_576;

interface Receiver {
  host: ChannelHost;
  /** Undefined until the account has started. */
  gate(): Gate | undefined;
  /** Resolves when the push is durable. */
  take(body: string): Promise<void>;
}

/**
 * The address given in the 粉丝服务 console. An empty answer with status 200 means: it is stored, and there is
 * no answer in the same breath. Everything else makes Weibo deliver again (three times).
 */
export async function registerWebhook(app: FastifyInstance, receiver: Receiver): Promise<void> {
  const { host } = receiver;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });

  app.get('/:path', async (request, reply) => {
    const { path } = Params.parse(request.params);
    const echo = receiver.gate()?.echo({ path, query: request.query });
    void reply.type('text/plain; charset=utf-8');
    return echo === undefined ? reply.code(401).send('signature') : reply.send(echo);
  });

  app.post('/:path', async (request, reply) => {
    void reply.type('text/plain; charset=utf-8');
    const gate = receiver.gate();
    if (gate === undefined) return reply.code(503).send('starting');
    const { path } = Params.parse(request.params);
    const body = typeof request.body === 'string' ? request.body : '';
    const outcome = await withinTime(accept(gate, { path, query: request.query, body }), ANSWER_WITHIN_MS);
    switch (outcome.type) {
      case 'stored':
        return reply.send('');
      case 'shut':
        host.log.warn({ reason: outcome.reason }, 'push refused');
        return reply.code(401).send(outcome.reason);
      case 'late':
        host.log.warn('push not stored in time; Weibo will deliver it again');
        return reply.code(503).send('late');
      case 'failed':
        host.log.error({ err: outcome.error }, 'push not stored; Weibo will deliver it again');
        return reply.code(503).send('not stored');
    }
  });

  async function accept(gate: Gate, knock: Knock) {
    try {
      const entrance = await gate.enter(knock);
      if (entrance.type === 'shut') return entrance;
      await receiver.take(knock.body);
      return { type: 'stored' } as const;
    } catch (error) {
      return { type: 'failed', error } as const;
    }
  }
}

const Params = z.object({ path: z.string() });

/** The work goes on after its time: what it stores then is found as a duplicate by the next delivery. */
async function withinTime<T>(work: Promise<T>, ms: number): Promise<T | { type: 'late' }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ type: 'late' }>((resolve) => {
    timer = setTimeout(() => resolve({ type: 'late' }), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
