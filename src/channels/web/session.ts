import { createHmac, timingSafeEqual } from 'node:crypto';

/** A citizen's visit. Its id is the citizen's address on this channel. */
export interface Session {
  id: string;
  expiresAt: Date;
}

/**
 * Session tokens: `<id>.<expiry, seconds in base 36>.<HMAC-SHA-256>`. Signed, not stored, so that a post
 * costs no read; the price is that one token cannot be revoked before it expires.
 */
export class SessionTokens {
  constructor(
    private readonly key: Buffer,
    private readonly clock: { now(): Date },
    private readonly lifetimeMs: number,
  ) {}

  issue(id: string): { session: Session; token: string } {
    const seconds = Math.floor((this.clock.now().getTime() + this.lifetimeMs) / 1000);
    const body = `${id}.${seconds.toString(36)}`;
    return { session: { id, expiresAt: new Date(seconds * 1000) }, token: `${body}.${this.sign(body)}` };
  }

  /** The session of a token we issued and that still runs; undefined for everything else. */
  verify(token: string): Session | undefined {
    const [, id, seconds, signature] = /^([\w-]{1,64})\.([0-9a-z]{1,9})\.([\w-]{43})$/.exec(token) ?? [];
    if (!id || !seconds || !signature) return undefined;
    const expected = this.sign(`${id}.${seconds}`);
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return undefined;
    const expiresAt = new Date(Number.parseInt(seconds, 36) * 1000);
    return expiresAt > this.clock.now() ? { id, expiresAt } : undefined;
  }

  /** True when so much of the lifetime is gone that a visit should renew it. */
  isAging(session: Session): boolean {
    return session.expiresAt.getTime() - this.clock.now().getTime() < this.lifetimeMs / 2;
  }

  private sign(body: string): string {
    return createHmac('sha256', this.key).update(body).digest('base64url');
  }
}
