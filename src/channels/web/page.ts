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
