import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ChannelHost, RawPayload } from '../../channel.js';

/** Telegram's updates are a few kilobytes. */
const MAX_BODY_BYTES = 1_048_576;
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

interface Receiver {
  host: ChannelHost;
  secret: string;
  isStarted(): boolean;
  /** Resolves when the update is durable; undefined: the body is no JSON. */
  take(update: unknown, raw: RawPayload): Promise<void>;
}

/**
 * The address registered with setWebhook. 200 means: the update is stored. Anything else, and Telegram
 * delivers it again for a while.
 */
export async function registerWebhook(app: FastifyInstance, receiver: Receiver): Promise<void> {
  const { host, secret } = receiver;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  // Before the body is read: a stranger's megabyte is none of ours.
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    if (!isSame(request.headers[SECRET_HEADER], secret)) {
      host.log.warn('webhook call without the secret refused');
      await reply.code(401).send();
    }
  });

  app.post('/', async (request, reply) => {
    if (!receiver.isStarted()) return reply.code(503).send();
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const raw = { bytes, mime: 'application/json', receivedAt: host.clock.now() };
    try {
      await receiver.take(readUpdate(bytes), raw);
      return await reply.code(200).send();
    } catch (error) {
      host.log.error({ err: error }, 'update not stored; Telegram will deliver it again');
      return reply.code(503).send();
    }
  });
}

function isSame(given: string | string[] | undefined, secret: string): boolean {
  const [a, b] = [Buffer.from(String(given)), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export function readUpdate(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    // To the intake it is an update that cannot be read, and goes to quarantine with its bytes.
    return undefined;
  }
}
