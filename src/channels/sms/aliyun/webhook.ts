import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';

interface Webhook {
  /** Undefined until the account has started. */
  pushSecret(): string | undefined;
  /** Addresses and networks that may push; everybody when empty. */
  pushFrom: readonly string[];
  log: Logger;
  /** By the end of the address. Resolve when the push is durable. */
  take: Readonly<Record<'up' | 'report', (body: string) => Promise<void>>>;
}

/**
 * The addresses for 上行 and 状态报告. Aliyun signs nothing: a secret in the address and a list of senders
 * are all there is. An answer means stored; later than 700 ms Aliyun does not wait for it.
 */
export async function registerWebhook(app: FastifyInstance, webhook: Webhook): Promise<void> {
  const { log } = webhook;
  const senders = listOf(webhook.pushFrom);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('onRequest', async (request, reply) => {
    const secret = webhook.pushSecret();
    if (secret === undefined) return reply.code(503).send('starting');
    if (!isSame(Params.parse(request.params).secret, secret)) return reply.code(404).send('not found');
    if (webhook.pushFrom.length === 0 || senders.check(request.ip, isIPv6(request.ip) ? 'ipv6' : 'ipv4'))
      return;
    log.warn({ ip: request.ip }, 'push refused: the sender is not in pushFrom');
    return reply.code(403).send('sender');
  });

  for (const [path, take] of Object.entries(webhook.take)) {
    app.post(`/:secret/${path}`, async (request, reply) => {
      const outcome = await withinTime(take(Body.parse(request.body)), ANSWER_WITHIN_MS);
      if (outcome === 'stored') return reply.send({ code: 0, msg: '接收成功' });
      log.warn({ outcome }, 'push not stored in time; Aliyun will push it again');
      return reply.code(503).send({ code: 1, msg: 'not stored' });
    });
  }

  app.setErrorHandler((error, _request, reply) => {
    const { statusCode } = Refused.parse(error);
    if (statusCode < 500) return reply.code(statusCode).send({ code: 1, msg: 'refused' });
    log.error({ err: error }, 'push not stored; Aliyun will push it again');
    return reply.code(503).send({ code: 1, msg: 'not stored' });
  });
}

const ANSWER_WITHIN_MS = 600;
const MAX_BODY_BYTES = 1_048_576;
const Params = z.object({ secret: z.string() });
const Body = z.string().catch('');
const Refused = z.object({ statusCode: z.number().default(500) }).catch({ statusCode: 500 });

function listOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** By digests, so that neither time nor length tells how much was right. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** The work goes on after its time: what it stores then is found again when the push is repeated. */
async function withinTime(work: Promise<void>, ms: number): Promise<'stored' | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  try {
    return await Promise.race([work.then(() => 'stored' as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
