import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HubError } from '../../core/errors.js';
import type { SessionCookie } from '../auth/session-gate.js';
import type { SignInResult } from '../auth/sign-in.js';
import type { Sso } from '../auth/sso-sign-in.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { originOf } from './session-state.js';

export interface SsoRouteDeps {
  sso: Sso;
  ssoCookie: SessionCookie;
  publicBaseUrl: string;
  takeAttempt: (request: FastifyRequest) => Promise<void>;
  enter: (request: FastifyRequest, reply: FastifyReply, result: SignInResult) => Promise<void>;
}

const tags = ['session'];
const Redirect = { 302: z.null().meta({ description: 'The browser goes on there' }), ...PROBLEMS };

/**
 * Sign-on by the OpenID provider. A browser comes and goes here, so a failure too leads to the desk: with
 * `#problem=<code>` (docs/errors.md), or with `#challenge=…` when a code is still needed. What stands behind
 * `#` is sent to no server and kept in no log.
 */
export function ssoRoutes(app: TypedApp, deps: SsoRouteDeps): void {
  const { sso, ssoCookie, takeAttempt } = deps;
  const desk = `${deps.publicBaseUrl}/desk`;

  async function onProblemToDesk(reply: FastifyReply, go: () => Promise<string>): Promise<FastifyReply> {
    try {
      return reply.redirect(await go());
    } catch (error) {
      if (!(error instanceof HubError) || error.fault === 'bug') throw error;
      reply.log.warn({ err: error.cause ?? error, code: error.code }, 'sign-on by the provider failed');
      return reply.redirect(`${desk}#problem=${error.code}`);
    }
  }

  app.get(
    '/session/sso/start',
    {
      config: { withoutSession: true },
      schema: { summary: 'Begin to sign on by the OpenID provider', tags, response: Redirect },
    },
    async (request, reply) =>
      onProblemToDesk(reply, async () => {
        await takeAttempt(request);
        const { url, token } = await sso.start();
        ssoCookie.write(reply, token);
        return url;
      }),
  );

  app.get(
    '/session/sso/callback',
    {
      config: { withoutSession: true },
      schema: { summary: 'Where the OpenID provider sends the browser back to', tags, response: Redirect },
    },
    async (request, reply) =>
      onProblemToDesk(reply, async () => {
        await takeAttempt(request);
        const token = ssoCookie.read(request);
        ssoCookie.clear(reply);
        const query = request.url.indexOf('?');
        const search = query < 0 ? '' : request.url.slice(query);
        const result = await sso.finish(token, search, originOf(request));
        await deps.enter(request, reply, result);
        return result.type === 'signed-in' ? desk : `${desk}#challenge=${result.challenge}`;
      }),
  );
}
