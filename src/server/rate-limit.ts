import { isIPv6 } from 'node:net';
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
  const prefix = [...left, ...zeros, ...right].slice(0, 4);
  return `${prefix.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
