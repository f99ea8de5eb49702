import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';

export type Refusal = 'path' | 'signature' | 'expired' | 'replayed';
/** What the gate made of a request. */
export type Entrance = { type: 'open' } | { type: 'shut'; reason: Refusal };

/** What of a request the gate looks at. */
export interface Knock {
  path: string;
  query: unknown;
  body: string;
}

/**
 * Lets in what Weibo signed a moment ago, at an address that only Weibo knows. The signature covers no body
 * (消息推送服务), so a signature that was seen is good for one body alone.
 */
export class Gate {
  constructor(
    private readonly secrets: { appSecret: string; path: string },
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
  ) {}

  /** The echo that binds the address, when Weibo asks for it. */
  echo({ path, query }: Omit<Knock, 'body'>): string | undefined {
    const signed = Echo.safeParse(query).data;
    return signed && this.refusalOf(path, signed) === undefined ? signed.echostr : undefined;
  }

  async enter({ path, query, body }: Knock): Promise<Entrance> {
    const signed = Signed.safeParse(query).data;
    if (signed === undefined) return shut('signature');
    const refusal = this.refusalOf(path, signed);
    if (refusal !== undefined) return shut(refusal);
    return (await this.isFirstOrRetry(signed, body)) ? { type: 'open' } : shut('replayed');
  }

  private refusalOf(path: string, { signature, timestamp, nonce }: Signed): Refusal | undefined {
    if (!isSame(path, this.secrets.path)) return 'path';
    if (!isSame(signature, signatureOf(this.secrets.appSecret, timestamp, nonce))) return 'signature';
    const age = this.host.clock.now().getTime() - millisecondsOf(timestamp);
    return Math.abs(age) > CLOCK_MS ? 'expired' : undefined;
  }

  /** Weibo repeats a delivery that it got no answer to; what has come before is recognised further inside. */
  private async isFirstOrRetry({ signature, nonce }: Signed, body: string): Promise<boolean> {
    const { memory, clock } = this.host;
    const key = `nonce/${this.account}/${nonce}/${signature}`;
    const digest = createHash('sha256').update(body).digest('hex');
    const until = new Date(clock.now().getTime() + 2 * CLOCK_MS);
    if (await memory.claim(key, { digest }, until)) return true;
    return Used.safeParse(await memory.get(key)).data?.digest === digest;
  }
}

/** sha1 over App Secret, timestamp and nonce in the order of the alphabet. */
export function signatureOf(appSecret: string, timestamp: string, nonce: string): string {
  return createHash('sha1').update([appSecret, timestamp, nonce].sort().join('')).digest('hex');
}

const CLOCK_MS = 300_000;

const short = z.string().min(1).max(128);
/** Milliseconds in Weibo's own example, seconds elsewhere. */
const Signed = z.object({ signature: short, timestamp: z.string().regex(/^\d{10}(\d{3})?$/), nonce: short });
type Signed = z.infer<typeof Signed>;
const Echo = Signed.extend({ echostr: z.string().max(256) });
const Used = z.object({ digest: z.string() });

function shut(reason: Refusal): Entrance {
  return { type: 'shut', reason };
}

function millisecondsOf(timestamp: string): number {
  return timestamp.length === 13 ? Number(timestamp) : Number(timestamp) * 1000;
}

/** In constant time, so that nothing can be guessed letter by letter. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
