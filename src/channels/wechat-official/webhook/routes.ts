import type { FastifyInstance } from 'fastify';
import type { ChannelHost } from '../../channel.js';
import type { Gate, Refusal } from './gate.js';

/** WeChat waits five seconds; what is not stored by now is not acknowledged, so that it comes again. */
const ANSWER_WITHIN_MS = 900;
const MAX_BODY_BYTES = 1_048_576;

interface Receiver {
  host: ChannelHost;
  /** Undefined until the account has started. */
  gate(): Gate | undefined;
  /** Resolves when the message is durable. */
  take(message: string): Promise<void>;
  refused(reason: Refusal): void;
}

/**
 * The address given in 服务器配置. `success` means: the message is stored. Everything else, a slow store
 * too, is answered with an error within a second, and WeChat delivers the message again (three times).
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

  app.get('/', async (request, reply) => {
    const echo = receiver.gate()?.echo(request.query);
    void reply.type('text/plain; charset=utf-8');
    return echo === undefined ? reply.code(401).send('signature') : reply.send(echo);
  });

  app.post('/', async (request, reply) => {
    void reply.type('text/plain; charset=utf-8');
    const gate = receiver.gate();
    if (gate === undefined) return reply.code(503).send('starting');
    const body = typeof request.body === 'string' ? request.body : '';
    const outcome = await withinTime(accept(gate, request.query, body), ANSWER_WITHIN_MS);
    switch (outcome.type) {
      case 'stored':
        return reply.send('success');
      case 'shut':
        host.log.warn({ reason: outcome.reason }, 'push refused');
        receiver.refused(outcome.reason);
        return reply.code(outcome.status).send(outcome.reason);
      case 'late':
        host.log.warn('push not stored in time; WeChat will deliver it again');
        return reply.code(503).send('late');
      case 'failed':
        host.log.error({ err: outcome.error }, 'push not stored; WeChat will deliver it again');
        return reply.code(503).send('not stored');
    }
  });

  async function accept(gate: Gate, query: unknown, body: string) {
    try {
      const entrance = await gate.enter(query, body);
      if (entrance.type === 'shut') return entrance;
      await receiver.take(entrance.message);
      return { type: 'stored' } as const;
    } catch (error) {
      return { type: 'failed', error } as const;
    }
  }
}

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
