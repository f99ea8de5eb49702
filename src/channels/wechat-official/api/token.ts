import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';
import { readSecret } from '../secrets.js';
import type { WeChatAccount } from '../config.js';
import { readAnswer } from './answer.js';
import { WeChatError } from './errors.js';
import type { Http } from './http.js';

type Account = Pick<WeChatAccount, 'account' | 'appId' | 'appSecret' | 'appSecretFile'>;

/**
 * The one access token of an account, in the channel's memory, so that all nodes use the same. Whoever finds
 * it missing or refused fetches a new one under a lease; the others wait for it. stable_token gives the same
 * token until five minutes before its end, so a lost lease costs a call and no token.
 */
export class TokenHolder {
  /** When the token seen last ends at WeChat. */
  expiresAt: Date | undefined;
  private fetching: Promise<string> | undefined;

  constructor(
    private readonly account: Account,
    private readonly http: Http,
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
  ) {}

  async get(): Promise<string> {
    return (await this.stored()) ?? this.fetchOnce();
  }

  /** A token other than the one that WeChat refused. */
  async replace(refused: string): Promise<string> {
    const stored = await this.stored();
    return stored !== undefined && stored !== refused ? stored : this.fetchOnce(refused);
  }

  /** Sends side by side share one fetch. */
  private fetchOnce(refused?: string): Promise<string> {
    this.fetching ??= this.fetchUnderLease(refused).finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async fetchUnderLease(refused: string | undefined): Promise<string> {
    const { memory, clock } = this.host;
    for (let waited = 0; waited < LEASE_MS; waited += LOOK_MS) {
      const until = new Date(clock.now().getTime() + LEASE_MS);
      if (await memory.claim(this.leaseKey, {}, until)) return this.fetchWith(refused);
      await sleep(LOOK_MS);
      const stored = await this.stored();
      if (stored !== undefined && stored !== refused) return stored;
    }
    throw new WeChatError('unreachable', 'token-lease', '另一个节点正在更新 access_token，稍后自动重试');
  }

  private async fetchWith(refused: string | undefined): Promise<string> {
    try {
      const fresh = await this.fetch(false);
      return fresh === refused && (await this.mayForce()) ? await this.fetch(true) : fresh;
    } finally {
      await this.host.memory.delete(this.leaseKey);
    }
  }

  /** For the rare case that WeChat hands out what it then refuses. It allows 20 a day, 30 s apart. */
  private mayForce(): Promise<boolean> {
    const until = new Date(this.host.clock.now().getTime() + FORCE_EVERY_MS);
    return this.host.memory.claim(`token-force/${this.account.account}`, {}, until);
  }

  private async fetch(force: boolean): Promise<string> {
    const { account, appId, appSecret, appSecretFile } = this.account;
    const now = this.host.clock.now();
    const secret = await readSecret(appSecret, appSecretFile).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new WeChatError('auth', 'secret-unreadable', `AppSecret 无法读取：${why}`);
    });
    const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: force };
    const answer = await this.http.exchange({ method: 'POST', url: '/cgi-bin/stable_token', body });
    const { access_token: token, expires_in: seconds } = readAnswer(answer, TokenAnswer, now);
    const expiresAt = new Date(now.getTime() + Math.max(seconds - EARLY_SECONDS, 10) * 1000);
    this.expiresAt = new Date(now.getTime() + seconds * 1000);
    await this.host.memory.set(`token/${account}`, { token, until: this.expiresAt.getTime() }, expiresAt);
    return token;
  }

  private async stored(): Promise<string | undefined> {
    const known = Stored.safeParse(await this.host.memory.get(`token/${this.account.account}`)).data;
    if (known?.until !== undefined) this.expiresAt = new Date(known.until);
    return known?.token;
  }

  private get leaseKey(): string {
    return `token-lease/${this.account.account}`;
  }
}

/** WeChat renews five minutes before the end, and honours the old one until then. */
const EARLY_SECONDS = 300;
/** Longer than a fetch may take, so that two nodes do not fetch at once. */
const LEASE_MS = 15_000;
const LOOK_MS = 100;
const FORCE_EVERY_MS = 75 * 60_000;
const Stored = z.object({ token: z.string(), until: z.number().optional() });
const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
