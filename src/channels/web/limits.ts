import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Rate, WebConfig } from './config.js';
import { WebProblem } from './problem.js';

type Bucket =
  `session.${'requests' | 'messages' | 'uploads'}` | `address.${'requests' | 'sessions' | 'uploads'}`;

/** How often one session and one address may do what. Counted per process: a hint of abuse, not a ledger. */
export class Limits {
  private readonly buckets: Record<Bucket, RateLimiterMemory>;

  constructor({ perSession, perAddress }: WebConfig['limits']) {
    this.buckets = {
      'session.requests': bucket(perSession.requests),
      'session.messages': bucket(perSession.messages),
      'session.uploads': bucket(perSession.uploads),
      'address.requests': bucket(perAddress.requests),
      'address.sessions': bucket(perAddress.sessions),
      'address.uploads': bucket(perAddress.uploads),
    };
  }

  /** Takes one point; throws `rate-limited` with the time to wait when there is none. */
  async take(name: Bucket, key: string): Promise<void> {
    try {
      await this.buckets[name].consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new WebProblem('rate-limited', { retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) });
    }
  }
}

function bucket({ points, perSeconds }: Rate): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: perSeconds });
}
