import type { StaffPolicy } from '../../config/staff-policy.js';
import type { Clock } from '../../core/ports.js';
import { failure } from '../errors/failure.js';
import type { LoginFailures } from '../ports.js';

/**
 * Counts attempts, of passwords and of codes together, before they are checked, so that many at once cannot
 * get past the limit, and takes them back when the sign-in succeeded. An unknown login is counted like a
 * known one: the answer must not tell which accounts exist.
 */
export function createLoginGuard(failures: LoginFailures, clock: Clock, policy: StaffPolicy['lock']) {
  const keysOf = (login: string | undefined, address: string) => [
    ...(login === undefined ? [] : [{ key: `login:${login}`, limit: policy.failures }]),
    { key: `address:${address}`, limit: policy.failuresPerAddress },
  ];
  const locked = (until: Date) =>
    failure('login-locked', { retryAfterMs: until.getTime() - clock.now().getTime() });

  return {
    /**
     * Takes an attempt; throws `login-locked` when there is none left. A lock is not made longer by trying.
     * Says whether this was the last one. No login where there is nothing to guess at: by sign-on elsewhere.
     */
    async enter(login: string | undefined, address: string): Promise<{ last: boolean }> {
      const now = clock.now();
      const until = new Date(now.getTime() + policy.minutes * 60_000);
      for (const { key, limit } of keysOf(login, address)) {
        const known = await failures.get(key, now);
        if (known && known.count >= limit) throw locked(known.until);
      }
      let last = false;
      for (const { key, limit } of keysOf(login, address)) {
        const count = await failures.add(key, now, until);
        if (count > limit) throw locked(until);
        last ||= count === limit;
      }
      return { last };
    },

    /**
     * The address gets this attempt back, the account does not: its password was right and a code is still to
     * come, and whoever knows the password may not guess codes anew.
     */
    async giveBack(address: string): Promise<void> {
      await failures.subtract(`address:${address}`);
    },

    /** All was right: the account starts anew, the address gets this attempt back. */
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
