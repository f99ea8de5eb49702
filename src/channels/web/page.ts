import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The citizens' page at `/`, its scripts and styles under `/citizen/`. */
export async function registerPage(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: PAGE,
    prefix: '/',
    // One route per file: a wildcard at "/" would take every path of the hub.
    wildcard: false,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => void reply.headers(HEADERS),
  });
  // The same page; its script finds the token in the address and asks for the conversation.
  app.get('/continue/:token', { schema: { hide: true } }, async (_request, reply) => {
    const page = await readFile(join(PAGE, 'index.html'));
    return reply
      .headers({ ...HEADERS, 'referrer-policy': 'no-referrer' })
      .type('text/html; charset=utf-8')
      .send(page);
  });
}

/** The sources themselves: they need no build, and the compiler copies none, so `dist` reads them here too. */
const PAGE = fileURLToPath(new URL('../../../src/channels/web/page/', import.meta.url));

const HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};
