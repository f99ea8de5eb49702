import type { FastifyInstance } from 'fastify';

/**
 * Lets the widget on departments' sites call the web channel. They carry a token and never our cookie, so
 * no credentials are allowed: a page there cannot act in the name of a citizen who has our own page open.
 */
export function allowWidgets(app: FastifyInstance, origins: readonly string[]): void {
  const allowed = new Set(origins);
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || !request.url.startsWith('/api/web/')) return undefined;
    void reply.header('vary', 'Origin');
    if (!allowed.has(origin)) return undefined;
    void reply
      .header('access-control-allow-origin', origin)
      .header('access-control-expose-headers', 'retry-after')
      .header('cross-origin-resource-policy', 'cross-origin');
    if (request.method !== 'OPTIONS') return undefined;
    return reply
      .header('access-control-allow-methods', 'GET, POST, DELETE')
      .header('access-control-allow-headers', 'authorization, content-type, accept-language')
      .header('access-control-max-age', '7200')
      .code(204)
      .send();
  });
}
