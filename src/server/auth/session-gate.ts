import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { StaffActor } from '../../core/services.js';
import { failure } from '../errors/failure.js';
import { type Action, type Grant, grantFor } from '../permissions.js';
import type { Pending, SignedIn } from './sessions.js';
import { actorOf, type StaffService } from './staff-service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the session gate for a live session. */
    signedIn: SignedIn | null;
  }
  interface FastifyContextConfig {
    /** Open to people who are not signed in: signing in itself. */
    withoutSession?: boolean;
    /** Open while the password must be changed first. */
    beforePasswordChange?: boolean;
    /** Open while a second factor must be set first. */
    beforeSecondFactor?: boolean;
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Guards every route of a scope: a live session, a matching `x-csrf-token` on anything that changes
 * something, and no work before a new password and a second factor are set where they must be.
 */
export function guardBySession(app: FastifyInstance, staff: StaffService, cookie: SessionCookie): void {
  app.decorateRequest('signedIn', null);
  app.addHook('onRequest', async (request) => {
    const { withoutSession, ...open } = request.routeOptions.config;
    const token = cookie.read(request);
    request.signedIn = (token === undefined ? undefined : await staff.authenticate(token)) ?? null;
    if (withoutSession) return;
    const { pending, csrfToken } = signedIn(request);
    if (!SAFE_METHODS.has(request.method) && !sameToken(request.headers['x-csrf-token'], csrfToken))
      throw failure('csrf-token-wrong');
    const mayGo = pending === 'second-factor' ? open.beforeSecondFactor : open.beforePasswordChange;
    if (pending && !mayGo) throw failure(FIRST[pending]);
  });
}

/** What somebody is told who has to do something else first. */
const FIRST: Record<Pending, string> = {
  'one-time-password': 'password-change-required',
  'old-password': 'password-too-old',
  'second-factor': 'second-factor-required',
};

export function signedIn(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw failure('not-signed-in');
  return request.signedIn;
}

/** The person and the right by which they may do this; throws `forbidden` otherwise. */
export function authorise(request: FastifyRequest, action: Action): { actor: StaffActor; grant: Grant } {
  const actor = actorOf(signedIn(request).person);
  const grant = grantFor(actor, action);
  if (!grant) throw failure('forbidden');
  return { actor, grant };
}

export type SessionCookie = ReturnType<typeof sessionCookie>;

/**
 * A cookie with a token: the session's, or that of a sign-on under way (`sso`). `__Host-` binds it to this
 * host over https; plain http is for the loopback only.
 */
export function sessionCookie(publicBaseUrl: string, plainName: 'sid' | 'sso' = 'sid') {
  const secure = publicBaseUrl.startsWith('https:');
  const name = secure ? `__Host-${plainName}` : plainName;
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (request: FastifyRequest): string | undefined => request.cookies[name],
    write: (reply: FastifyReply, token: string) => reply.setCookie(name, token, options),
    clear: (reply: FastifyReply) => reply.clearCookie(name, options),
  };
}

function sameToken(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
