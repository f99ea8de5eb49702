import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';
import type { MessageCrypto } from '../crypto.js';
import { readBody } from './body.js';

/** `key`: WeChat signed it, and no key of ours opens it. */
export type Refusal = 'malformed' | 'plain' | 'signature' | 'expired' | 'replayed' | 'key';
/** What the gate made of a request: the message in clear, or why it stays outside. */
export type Entrance =
  { type: 'open'; message: string } | { type: 'shut'; status: 400 | 401; reason: Refusal };

/**
 * Lets in what WeChat signed for this account a moment ago, encrypted, and once. The signature without
 * ciphertext covers no body, so a body in clear could be anybody's and is refused (安全模式 only).
 */
export class Gate {
  constructor(
    private readonly crypto: MessageCrypto,
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
  ) {}

  /** The echo that binds the address (服务器配置), when WeChat signed it. */
  echo(query: unknown): string | undefined {
    const parsed = Echo.safeParse(query).data;
    if (!parsed || !this.isFresh(parsed.timestamp)) return undefined;
    const { signature, timestamp, nonce, echostr } = parsed;
    return this.crypto.isSignedBy(signature, timestamp, nonce) ? echostr : undefined;
  }

  async enter(query: unknown, body: string): Promise<Entrance> {
    // The cheap checks first: a stranger's megabyte is not even read.
    const signed = Signed.safeParse(query).data;
    if (signed === undefined) return shut(401, 'plain');
    const { msg_signature, timestamp, nonce } = signed;
    if (!this.isFresh(timestamp)) return shut(401, 'expired');
    const document = readBody(body);
    if (document === undefined) return shut(400, 'malformed');
    const ciphertext = Encrypted.safeParse(document).data?.Encrypt;
    if (ciphertext === undefined) return shut(401, 'plain');
    if (!this.crypto.isSignedBy(msg_signature, timestamp, nonce, ciphertext)) return shut(401, 'signature');
    if (!(await this.isFirstOrRetry(nonce, msg_signature))) return shut(401, 'replayed');
    const message = this.crypto.decrypt(ciphertext);
    return message === undefined ? shut(401, 'key') : { type: 'open', message };
  }

  private isFresh(timestamp: string): boolean {
    return Math.abs(this.host.clock.now().getTime() - Number(timestamp) * 1000) <= CLOCK_MS;
  }

  /**
   * WeChat repeats a delivery that it got no answer to with the same nonce and signature, three times within
   * seconds; refusing those would lose the message. Later, or for another body, a nonce is spent.
   */
  private async isFirstOrRetry(nonce: string, signature: string): Promise<boolean> {
    const { memory, clock } = this.host;
    const now = clock.now().getTime();
    const key = `nonce/${this.account}/${nonce}`;
    const first = await memory.claim(key, { signature, at: now }, new Date(now + NONCE_MS));
    if (first) return true;
    const used = Used.safeParse(await memory.get(key)).data;
    return used !== undefined && used.signature === signature && now - used.at <= RETRY_MS;
  }
}

const CLOCK_MS = 300_000;
/** Twice the clock window: a nonce is remembered for as long as its timestamp could pass. */
const NONCE_MS = 600_000;
/** Three attempts of five seconds each, and some way between. */
const RETRY_MS = 20_000;

const short = z.string().min(1).max(128);
const Echo = z.object({
  signature: short,
  timestamp: z.string().regex(/^\d{10}$/),
  nonce: short,
  echostr: z.string().max(256),
});
const Signed = z.object({ msg_signature: short, timestamp: z.string().regex(/^\d{10}$/), nonce: short });
const Encrypted = z.object({ Encrypt: z.string().min(1) });
const Used = z.object({ signature: z.string(), at: z.number() });

function shut(status: 400 | 401, reason: Refusal): Entrance {
  return { type: 'shut', status, reason };
}
