import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AppConfig, Rate } from './config.js';
import { AppProblem } from './problem.js';

type Bucket = `device.${'requests' | 'messages' | 'uploads'}` | `address.${'requests' | 'registrations'}`;

/** How often one device and one address may do what. Counted per process: a hint of abuse, not a ledger. */
export class Limits {
  private readonly buckets: Record<Bucket, RateLimiterMemory>;

  constructor({ perDevice, perAddress }: AppConfig['limits']) {
    this.buckets = {
      'device.requests': bucket(perDevice.requests),
      'device.messages': bucket(perDevice.messages),
      'device.uploads': bucket(perDevice.uploads),
      'address.requests': bucket(perAddress.requests),
      'address.registrations': bucket(perAddress.registrations),
    };
  }

  /** Takes one point; throws `rate-limited` with the time to wait when there is none. */
  async take(name: Bucket, key: string): Promise<void> {
    try {
      await this.buckets[name].consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new AppProblem('rate-limited', { retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) });
    }
  }
}

function bucket({ points, perSeconds }: Rate): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: perSeconds });
}
