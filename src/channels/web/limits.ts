import { isIPv6 } from 'node:net';
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

/** What counts as one address: an IPv4 address, or the /64 that one IPv6 customer has. */
export function addressKey(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.replace(/%.*$/, '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}

function bucket({ points, perSeconds }: Rate): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: perSeconds });
}
