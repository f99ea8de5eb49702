import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { StaffActor } from '../../core/services.js';
import { failure } from '../errors/failure.js';
import { type Action, type Grant, grantFor } from '../permissions.js';
import { actorOf, type SignedIn, type StaffService } from './staff-service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the session gate for a live session. */
    signedIn: SignedIn | null;
  }
  interface FastifyContextConfig {
    /** Open to people who are not signed in: signing in itself. */
    withoutSession?: boolean;
    /** Open while the one-time password is still in use. */
    beforePasswordChange?: boolean;
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Guards every route of a scope: a live session, a matching `x-csrf-token` on anything that changes
 * something, and no work before the one-time password was changed.
 */
export function guardBySession(app: FastifyInstance, staff: StaffService, cookie: SessionCookie): void {
  app.decorateRequest('signedIn', null);
  app.addHook('onRequest', async (request) => {
    const { withoutSession, beforePasswordChange } = request.routeOptions.config;
    const token = cookie.read(request);
    request.signedIn = (token === undefined ? undefined : await staff.authenticate(token)) ?? null;
    if (withoutSession) return;
    const { person, csrfToken } = signedIn(request);
    if (!SAFE_METHODS.has(request.method) && !sameToken(request.headers['x-csrf-token'], csrfToken))
      throw failure('csrf-token-wrong');
    if (person.mustChangePassword && !beforePasswordChange) throw failure('password-change-required');
  });
}

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

/** The session cookie. `__Host-` binds it to this host over https; plain http is for the loopback only. */
export function sessionCookie(publicBaseUrl: string) {
  const secure = publicBaseUrl.startsWith('https:');
  const name = secure ? '__Host-sid' : 'sid';
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
