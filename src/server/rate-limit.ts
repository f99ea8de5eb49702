import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { failure } from './errors/failure.js';

/** So many per key within a time; counted in this process, a brake on abuse and not a ledger. */
export function createRateLimit({ points, perSeconds }: { points: number; perSeconds: number }) {
  const limiter = new RateLimiterMemory({ points, duration: perSeconds });
  const refused = (ms: number) => failure('rate-limited', { retryAfterMs: ms });
  return {
    /** Takes one; throws `rate-limited` with the time to wait when there is none. */
    async take(key: string): Promise<void> {
      try {
        await limiter.consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw refused(refusal.msBeforeNext);
      }
    },
    /** Gives one back that turned out not to count. */
    async giveBack(key: string): Promise<void> {
      await limiter.reward(key);
    },
  };
}
