import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MAX_PASSWORD } from '../auth/password.js';
import { type SessionCookie, signedIn } from '../auth/session-gate.js';
import type { SignInResult } from '../auth/sign-in.js';
import type { StaffService } from '../auth/staff-service.js';
import { Instant, iso, PROBLEMS, type TypedApp } from '../http.js';
import { createRateLimit } from '../rate-limit.js';
import { originOf, SessionState, stateOf } from './session-state.js';
import { secondFactorRoutes } from './second-factor-routes.js';
import { ssoRoutes } from './sso-routes.js';

export interface SessionRouteDeps {
  staff: StaffService;
  cookie: SessionCookie;
  /** Keeps the token of a sign-on under way. */
  ssoCookie: SessionCookie;
  loginsPerAddress: number;
  publicBaseUrl: string;
}

const tags = ['session'];
const Password = z.string().min(1).max(MAX_PASSWORD);
const CodeNeeded = z.object({
  challenge: z.string().meta({ description: 'To be sent with the code to /session/second-factor' }),
  expiresAt: Instant,
});

/** Signing in and out, and one's own password. */
export function sessionRoutes(app: TypedApp, deps: SessionRouteDeps): void {
  const { staff, cookie } = deps;
  const attempts = createRateLimit({ points: deps.loginsPerAddress, perSeconds: 60 });
  const takeAttempt = (request: FastifyRequest) => attempts.take(originOf(request).address);

  /** Whoever signs in leaves the session they had: a session never changes hands. */
  async function enter(request: FastifyRequest, reply: FastifyReply, result: SignInResult) {
    if (request.signedIn) await staff.logout(request.signedIn);
    if (result.type === 'signed-in') cookie.write(reply, result.token);
  }

  app.post(
    '/session/login',
    {
      config: { withoutSession: true },
      schema: {
        summary: 'Sign in; 202 when a code is needed too',
        tags,
        body: z.object({ login: z.string().min(1).max(40), password: Password }),
        response: { 200: SessionState, 202: CodeNeeded, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      await takeAttempt(request);
      const result = await staff.login(request.body, originOf(request));
      await enter(request, reply, result);
      if (result.type === 'signed-in') return reply.code(200).send(stateOf(result, staff));
      const { challenge, expiresAt } = result;
      return reply.code(202).send({ challenge, expiresAt: iso(expiresAt) });
    },
  );

  app.post(
    '/session/second-factor',
    {
      config: { withoutSession: true },
      schema: {
        summary: 'The second step of signing in: a code of the app, or a recovery code',
        tags,
        body: z.object({ challenge: z.string().min(1).max(100), code: z.string().min(1).max(40) }),
        response: { 200: SessionState, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      await takeAttempt(request);
      const { challenge, code } = request.body;
      const opened = await staff.answerChallenge(challenge, code, originOf(request));
      await enter(request, reply, { type: 'signed-in', ...opened });
      return stateOf(opened, staff);
    },
  );

  app.get(
    '/session/ways',
    {
      config: { withoutSession: true },
      schema: {
        summary: 'How one can sign in here',
        tags,
        response: {
          200: z.object({
            sso: z
              .object({ name: z.string() })
              .optional()
              .meta({ description: 'Begins at /api/staff/session/sso/start' }),
          }),
          ...PROBLEMS,
        },
      },
    },
    async () => (staff.sso ? { sso: { name: staff.sso.name } } : {}),
  );

  app.get(
    '/session/me',
    {
      config: { beforePasswordChange: true, beforeSecondFactor: true },
      schema: { summary: 'Who am I', tags, response: { 200: SessionState, ...PROBLEMS } },
    },
    async (request) => stateOf(signedIn(request), staff),
  );

  app.post(
    '/session/password',
    {
      config: { beforePasswordChange: true, beforeSecondFactor: true },
      schema: {
        summary: 'Change my password; my other sessions end',
        tags,
        body: z.object({ oldPassword: Password, newPassword: Password }),
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { oldPassword, newPassword } = request.body;
      await staff.changePassword(signedIn(request), oldPassword, newPassword);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/session/logout',
    {
      config: { beforePasswordChange: true, beforeSecondFactor: true },
      schema: {
        summary: 'Sign out; 200 when the provider of the sign-on wants to end its session too',
        tags,
        response: {
          200: z.object({ continueAt: z.url().meta({ description: 'Where the browser goes next' }) }),
          204: z.null(),
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const current = signedIn(request);
      const continueAt = await staff.sso?.endUrl(current, deps.publicBaseUrl);
      await staff.logout(current);
      cookie.clear(reply);
      return continueAt === undefined ? reply.code(204).send(null) : reply.code(200).send({ continueAt });
    },
  );

  secondFactorRoutes(app, staff);
  if (staff.sso) ssoRoutes(app, { ...deps, sso: staff.sso, takeAttempt, enter });
}
