import type { ChannelAdapter, ChannelHost, Health, SendResult } from '../channel.js';
import type { StoredOutbound } from '../../core/model/message.js';
import { WeChatApi } from './api/client.js';
import { WeChatError } from './api/errors.js';
import type { WeChatAccount } from './config.js';
import { MessageCrypto } from './crypto.js';
import { Followers } from './followers.js';
import { HealthBoard } from './health.js';
import { publishMenu } from './menu.js';
import { takePush } from './receive/intake.js';
import { MediaInbox } from './receive/media-inbox.js';
import { readSecret } from './secrets.js';
import { ReplyQuota } from './send/quota.js';
import { WeChatSender } from './send/sender.js';
import { Gate } from './webhook/gate.js';
import { registerWebhook } from './webhook/routes.js';

/** One 公众号: WeChat pushes what citizens write, and we call its API to answer. */
export class WeChatOfficialAdapter implements ChannelAdapter {
  readonly account: string;
  readonly http: NonNullable<ChannelAdapter['http']>;
  private readonly board: HealthBoard;
  private readonly api: WeChatApi;
  private readonly inbox: MediaInbox;
  private readonly sender: WeChatSender;
  private gate: Gate | undefined;
  private nextCheck: NodeJS.Timeout | undefined;
  private checking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly settings: WeChatAccount,
    private readonly host: ChannelHost,
  ) {
    this.account = settings.account;
    this.board = new HealthBoard(() => host.clock.now());
    this.api = new WeChatApi(settings, host);
    this.inbox = new MediaInbox(host, this.api, this.account, (attempt) => this.pauseMs(attempt));
    const quota = new ReplyQuota(host, this.account);
    const followers = new Followers(host.memory, this.account);
    const { api, inbox } = this;
    this.sender = new WeChatSender({
      host,
      account: settings,
      api,
      quota,
      followers,
      report: (e) => this.report(e),
    });
    const intake = { host, account: settings, quota, followers, inbox };
    this.http = {
      prefix: `/webhooks/wechat-official/${this.account}`,
      register: (app) =>
        registerWebhook(app, { host, gate: () => this.gate, take: (xml) => takePush(xml, intake) }),
    };
  }

  /** Rejects only when a secret cannot be read. An API that is down is tried again; pushes are taken meanwhile. */
  async start(): Promise<void> {
    const { token, tokenFile, encodingAesKey, encodingAesKeyFile, previousEncodingAesKey, appId } =
      this.settings;
    const current = await readSecret(encodingAesKey, encodingAesKeyFile);
    const keys = [current, ...(previousEncodingAesKey === undefined ? [] : [previousEncodingAesKey])];
    const crypto = new MessageCrypto(await readSecret(token, tokenFile), keys, appId);
    this.gate = new Gate(crypto, this.host, this.account);
    await this.inbox.start();
    this.checking = this.check(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.nextCheck);
    await Promise.all([this.inbox.stop(), this.sender.stop(), this.checking]);
  }

  send(message: StoredOutbound, idempotencyKey: string): Promise<SendResult> {
    return this.sender.send(message, idempotencyKey);
  }

  health(): Health {
    return this.board.get();
  }

  /** Until the API has answered once: later every send tells how it stands. */
  private async check(attempt: number): Promise<void> {
    try {
      await this.api.check();
      this.report(undefined);
      await publishMenu(this.settings.menu, this.account, this.api, this.host.memory);
    } catch (error) {
      const why = error instanceof Error ? error.message : '原因不明';
      this.host.log.error({ err: error }, 'account not ready');
      if (error instanceof WeChatError && error.kind === 'rejected') {
        // Trying again changes nothing; the settings have to change.
        return this.board.set('degraded', `公众号 ${this.account} 的菜单未发布：${why}`);
      }
      if (error instanceof WeChatError) this.report(error);
      else this.board.set('down', `公众号 ${this.account} 无法启用：${why}`);
      if (this.stopped) return;
      const again = (): void => void (this.checking = this.check(attempt + 1));
      this.nextCheck = setTimeout(again, this.pauseMs(attempt));
    }
  }

  private report(error: WeChatError | undefined): void {
    const { kind, message = '' } = error ?? {};
    if (kind === 'auth') this.board.set('paused', `公众号 ${this.account}：${message}`);
    else if (kind === 'unreachable') this.board.set('degraded', `公众号 ${this.account}：${message}`);
    else this.board.set('up');
  }

  /** Doubled each time; ±20 % so that accounts do not knock in step. */
  private pauseMs(attempt: number): number {
    const { firstSeconds, maxSeconds } = this.settings.retry;
    const seconds = Math.min(maxSeconds, firstSeconds * 2 ** Math.min(attempt, 20));
    return seconds * 1000 * (0.8 + 0.4 * Math.random());
  }
}
