import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { failure } from './failure.js';
import { preferredLanguage } from './language.js';
import { problemFor } from './problem.js';

/** Every refusal of this server, whoever raised it, leaves as a problem document. */
export function answerProblems(app: FastifyInstance): void {
  const methodsOf = routeMethods(app);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const allowed = methodsOf(path);
    // Also when the address takes the method and only its file is missing.
    if (allowed.length === 0 || allowed.includes(request.method))
      return sendProblem(failure('route-not-found'), request, reply);
    return sendProblem(failure('method-not-allowed'), request, reply.header('allow', allowed.join(', ')));
  });
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = preferredLanguage(request.headers['accept-language']);
  const problem = problemFor(error, language, request.id);
  // The reader gets the request id only; what broke stands in the log under the same id.
  if (problem.isBug) request.log.error({ err: error, requestId: request.id }, 'request failed by our fault');
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
  return reply
    .code(problem.status)
    .header('content-language', language === 'zh' ? 'zh-CN' : 'en')
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem.document);
}

/** Answers bytes that are no HTTP request: there is no request to hang an answer on, only the socket. */
export function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? (['431 Request Header Fields Too Large', 'headers-too-large'] as const)
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? (['408 Request Timeout', 'request-timeout'] as const)
        : (['400 Bad Request', 'bad-request'] as const);
  const body = JSON.stringify(problemFor(failure(code), 'zh', 'none').document);
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Which methods an address takes, so that a wrong method can be told from a wrong address. */
function routeMethods(app: FastifyInstance): (path: string) => string[] {
  const routes: { pattern: RegExp; methods: string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const source = url
      .split(/(:[A-Za-z]+|\*)/)
      .map((part) => (part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : escape(part)))
      .join('');
    routes.push({ pattern: new RegExp(`^${source}$`), methods: [method].flat() });
  });
  return (path) => [...new Set(routes.filter((r) => r.pattern.test(path)).flatMap((r) => r.methods))];
}

function escape(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
