import type { Clock } from '../../core/ports.js';
import { failure } from '../errors/failure.js';
import type { LoginFailures } from '../ports.js';

export interface LoginLimits {
  /** Failures for one account before it is locked. */
  perAccount: number;
  /** Failures from one address: higher, because a whole office may share one. */
  perAddress: number;
  lockMs: number;
}

export const LOGIN_LIMITS: LoginLimits = { perAccount: 5, perAddress: 20, lockMs: 30 * 60_000 };

/**
 * Counts sign-in attempts before they are checked, so that many at once cannot get past the limit, and
 * takes them back when the password was right. An unknown login is counted like a known one: the answer
 * must not tell which accounts exist.
 */
export function createLoginGuard(failures: LoginFailures, clock: Clock, limits: LoginLimits) {
  const keysOf = (login: string, address: string) => [
    { key: `login:${login}`, limit: limits.perAccount },
    { key: `address:${address}`, limit: limits.perAddress },
  ];
  const locked = (until: Date) =>
    failure('login-locked', { retryAfterMs: until.getTime() - clock.now().getTime() });

  return {
    /** Takes an attempt; throws `login-locked` when there is none left. A lock is not made longer by trying. */
    async enter(login: string, address: string): Promise<void> {
      const now = clock.now();
      const until = new Date(now.getTime() + limits.lockMs);
      for (const { key, limit } of keysOf(login, address)) {
        const known = await failures.get(key, now);
        if (known && known.count >= limit) throw locked(known.until);
      }
      for (const { key, limit } of keysOf(login, address))
        if ((await failures.add(key, now, until)) > limit) throw locked(until);
    },

    /** The password was right: the account starts anew, the address gets this attempt back. */
    async succeeded(login: string, address: string): Promise<void> {
      await failures.clear(`login:${login}`);
      // Not cleared: somebody with one good account must not reset the count of their guessing at others.
      await failures.subtract(`address:${address}`);
    },

    async unlock(login: string): Promise<void> {
      await failures.clear(`login:${login}`);
    },
  };
}
export type LoginGuard = ReturnType<typeof createLoginGuard>;
