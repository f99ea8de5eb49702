import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import twilio from 'twilio';
import { z } from 'zod';
import { readForm } from './form.js';

interface Webhook {
  /** What Twilio was given as our address: its signature covers it. */
  publicUrl: string;
  /** Undefined until the account has started. */
  authToken(): string | undefined;
  log: Logger;
  /** Resolve when what the body tells is durable. */
  incoming(body: string): Promise<void>;
  status(body: string, outboxId: string | undefined): Promise<void>;
}

/**
 * The addresses that Twilio calls. The signature is checked against the configured address, never against
 * Host or X-Forwarded headers, which a stranger writes. An answer means stored; Twilio waits 15 s for it.
 */
export async function registerWebhook(app: FastifyInstance, webhook: Webhook): Promise<void> {
  const { log } = webhook;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => done(null, body),
  );
  app.addHook('preHandler', async (request, reply) => {
    const token = webhook.authToken();
    if (token === undefined) return reply.code(503).send('starting');
    const { 'x-twilio-signature': signature } = Headers.parse(request.headers);
    const url = webhook.publicUrl + request.originalUrl;
    if (twilio.validateRequest(token, signature, url, readForm(Body.parse(request.body)))) return;
    log.warn({ url }, 'call-back refused: not signed by Twilio for this address');
    return reply.code(403).send('signature');
  });

  app.post('/', async (request, reply) => {
    await webhook.incoming(Body.parse(request.body));
    return reply.type('text/xml; charset=utf-8').send('<Response/>');
  });
  app.post('/status', async (request, reply) => {
    await webhook.status(Body.parse(request.body), Query.parse(request.query).id);
    return reply.code(204).send();
  });

  app.setErrorHandler((error, _request, reply) => {
    const { statusCode } = Refused.parse(error);
    if (statusCode < 500) return reply.code(statusCode).send('refused');
    log.error({ err: error }, 'call-back not stored; Twilio reports 11200 and tries the fallback address');
    return reply.code(503).send('not stored');
  });
}

const MAX_BODY_BYTES = 65_536;
const Headers = z.object({ 'x-twilio-signature': z.string().default('') });
const Body = z.string().catch('');
const Query = z.object({ id: z.string().min(1).max(200).optional().catch(undefined) });
const Refused = z.object({ statusCode: z.number().default(500) }).catch({ statusCode: 500 });
