import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WebProblem } from './problem.js';

const bodies = new WeakMap<FastifyRequest, Buffer>();

/**
 * Reads JSON bodies strictly: bytes that are not UTF-8 are refused instead of silently replaced, keys
 * that poison prototypes are refused, and the bytes are kept for the archive. An empty body is none.
 */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = Buffer.from(body);
    if (bytes.length === 0) return done(null, undefined);
    bodies.set(request, bytes);
    try {
      void parse(request, new TextDecoder('utf-8', { fatal: true }).decode(bytes), done);
    } catch {
      done(new WebProblem('invalid-utf8'));
    }
  });
}

/** The bytes of the request as they came. */
export function rawBody(request: FastifyRequest): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}
