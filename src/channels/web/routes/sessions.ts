import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { addressOf } from '../gate.js';
import { ProblemDocument, WebProblem } from '../problem.js';
import { Challenge, Proof } from '../proof-of-work.js';
import type { Web } from '../web.js';

const Granted = z.object({
  token: z.string().meta({ description: 'For "Authorization: Bearer"; the page uses the cookie instead' }),
  conversation: z.string(),
  expiresAt: z.iso.datetime(),
});
const Current = Granted.omit({ token: true });

/** Opening, looking at and leaving a session. */
export function sessionRoutes(web: Web): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/challenge', {
      schema: {
        tags: ['web'],
        summary: 'Get the work that a new session costs',
        response: {
          200: z.discriminatedUnion('required', [
            z.object({ required: z.literal(true), challenge: Challenge }),
            z.object({ required: z.literal(false) }),
          ]),
          429: ProblemDocument,
        },
      },
      handler: async (_request, reply) => {
        void reply.header('cache-control', 'no-store');
        return web.proofOfWork.required
          ? { required: true as const, challenge: await web.proofOfWork.challenge() }
          : { required: false as const };
      },
    });

    app.post('/sessions', {
      schema: {
        tags: ['web'],
        summary: 'Start a session',
        description: 'Answers with a token and sets the same as an HttpOnly cookie.',
        body: z.strictObject({ proof: Proof.optional() }).nullish(),
        response: { 201: Granted, 400: ProblemDocument, 403: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request, reply) => {
        await web.limits.take('address.sessions', addressOf(request));
        await web.proofOfWork.require(request.body?.proof);
        const { session, token } = web.gate.grant(reply, web.host.ids.next());
        return reply
          .code(201)
          .send({ token, conversation: session.id, expiresAt: session.expiresAt.toISOString() });
      },
    });

    app.get('/sessions/current', {
      schema: {
        tags: ['web'],
        summary: 'The session of this browser, renewed when half its time is over',
        response: { 200: Current, 401: ProblemDocument },
      },
      handler: async (request, reply) => {
        void reply.header('cache-control', 'no-store');
        const found = web.gate.find(request);
        if (!found) throw new WebProblem('no-session');
        const session = web.tokens.isAging(found) ? web.gate.grant(reply, found.id).session : found;
        return { conversation: session.id, expiresAt: session.expiresAt.toISOString() };
      },
    });

    app.delete('/sessions/current', {
      schema: {
        tags: ['web'],
        summary: 'Leave the session on this browser, for shared computers',
        response: { 204: z.undefined() },
      },
      handler: async (_request, reply) => {
        web.gate.forget(reply);
        return reply.code(204).send();
      },
    });
  };
}
