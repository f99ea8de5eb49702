import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressKey } from '../../core/model/address-key.js';
import type { Limits } from './limits.js';
import { WebProblem } from './problem.js';
import type { Session, SessionTokens } from './session.js';

/** Lets a request through to its session, or says why not. */
export class Gate {
  private readonly cookie: CookieSerializeOptions;

  constructor(
    private readonly tokens: SessionTokens,
    private readonly limits: Limits,
    publicBaseUrl: string,
  ) {
    // Strict is enough: the page itself is public, and its own calls are same-site.
    this.cookie = {
      path: '/api/web',
      httpOnly: true,
      sameSite: 'strict',
      secure: publicBaseUrl.startsWith('https:'),
    };
  }

  /** The request's session. Throws `no-session`, `cross-site` or `rate-limited`. */
  async session(request: FastifyRequest): Promise<Session> {
    const session = this.find(request);
    if (!session) throw new WebProblem('no-session');
    await this.limits.take('session.requests', session.id);
    return session;
  }

  /** Like `session`, without a session being a mistake. */
  find(request: FastifyRequest): Session | undefined {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer) return this.tokens.verify(bearer);
    const cookie = request.cookies[COOKIE];
    if (!cookie) return undefined;
    // A sister site of the same domain passes SameSite; a cookie must not let it write in the citizen's name.
    const site = request.headers['sec-fetch-site'];
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    if (writes && site !== undefined && site !== 'same-origin') throw new WebProblem('cross-site');
    return this.tokens.verify(cookie);
  }

  /** Gives a browser its session: the cookie for the page, the token for clients without cookies. */
  grant(reply: FastifyReply, id: string): { session: Session; token: string } {
    const granted = this.tokens.issue(id);
    void reply.setCookie(COOKIE, granted.token, { ...this.cookie, expires: granted.session.expiresAt });
    return granted;
  }

  forget(reply: FastifyReply): void {
    void reply.clearCookie(COOKIE, this.cookie);
  }
}

export function addressOf(request: FastifyRequest): string {
  return addressKey(request.ip);
}

const COOKIE = 'hub_web';
