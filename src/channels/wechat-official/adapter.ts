import type {
  AccountAction,
  ChannelAdapter,
  ChannelHost,
  Health,
  KeptPayload,
  SendResult,
} from '../channel.js';
import type { StoredOutbound } from '../../core/model/message.js';
import { WeChatApi } from './api/client.js';
import { WeChatError } from './api/errors.js';
import { AES_KEY, type WeChatAccount } from './config.js';
import { MessageCrypto } from './crypto.js';
import { Followers } from './followers.js';
import { HealthBoard } from './health.js';
import { publishMenu } from './menu.js';
import { type IntakeContext, takePush } from './receive/intake.js';
import { MediaInbox } from './receive/media-inbox.js';
import { readSecret } from './secrets.js';
import { ReplyQuota } from './send/quota.js';
import { WeChatSender } from './send/sender.js';
import { Gate, type Refusal } from './webhook/gate.js';
import { registerWebhook } from './webhook/routes.js';

/** One 公众号: WeChat pushes what citizens write, and we call its API to answer. */
export class WeChatOfficialAdapter implements ChannelAdapter {
  readonly account: string;
  readonly http: NonNullable<ChannelAdapter['http']>;
  readonly actions: readonly AccountAction[];
  private readonly board: HealthBoard;
  private readonly api: WeChatApi;
  private readonly inbox: MediaInbox;
  private readonly sender: WeChatSender;
  private readonly intake: IntakeContext;
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
    const intake = (this.intake = { host, account: settings, quota, followers, inbox });
    const receiver = {
      host,
      gate: () => this.gate,
      take: (xml: string) => takePush(xml, intake),
      refused: (reason: Refusal) => this.refused(reason),
    };
    this.actions = settings.menu === undefined ? [] : [this.menuAction()];
    this.http = {
      prefix: `/webhooks/wechat-official/${this.account}`,
      register: (app) => registerWebhook(app, receiver),
    };
  }

  /** Rejects only when a secret cannot be read or is none. An API that is down is tried again; pushes are taken meanwhile. */
  async start(): Promise<void> {
    const { token, tokenFile, encodingAesKey, encodingAesKeyFile, previousEncodingAesKey, appId } =
      this.settings;
    const current = await readSecret(encodingAesKey, encodingAesKeyFile);
    if (!AES_KEY.test(current)) {
      throw new Error(`${encodingAesKeyFile ?? ''} holds no EncodingAESKey of 43 letters and digits`);
    }
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

  retake({ bytes, receivedAt }: KeptPayload, host: ChannelHost): Promise<void> {
    return takePush(Buffer.from(bytes).toString(), { ...this.intake, host }, receivedAt);
  }

  health(): Health {
    return { ...this.board.get(), tokenExpiresAt: this.api.tokenExpiresAt };
  }

  /** Until the API has answered once: later every send tells how it stands. */
  private async check(attempt: number): Promise<void> {
    try {
      await this.api.check();
      this.report(undefined);
      await this.publishMenu();
    } catch (error) {
      this.host.log.error({ err: error }, 'account not ready; tried again');
      const why = error instanceof Error ? error.message : '原因不明';
      if (error instanceof WeChatError) this.report(error);
      else this.board.set('down', `公众号 ${this.account} 无法启用：${why}`);
      if (this.stopped) return;
      const again = (): void => void (this.checking = this.check(attempt + 1));
      this.nextCheck = setTimeout(again, this.pauseMs(attempt));
    }
  }

  /** For a menu that was changed at WeChat, or refused there for a reason that has gone. */
  private menuAction(): AccountAction {
    return {
      name: 'publish-menu',
      title: { zh: '发布菜单', en: 'Publish the menu' },
      run: async () => {
        const { settings, api, host } = this;
        await publishMenu(settings.menu, this.account, api, host.memory, { anew: true });
        this.report(undefined);
        return { text: '菜单已发布，关注者五分钟内会看到。' };
      },
    };
  }

  /** A menu that WeChat refuses stays refused until the settings change: staff are told, answers go on. */
  private async publishMenu(): Promise<void> {
    try {
      await publishMenu(this.settings.menu, this.account, this.api, this.host.memory);
    } catch (error) {
      if (!(error instanceof WeChatError) || error.kind !== 'rejected') throw error;
      this.host.log.error({ err: error }, 'menu not published');
      this.board.set('degraded', `公众号 ${this.account} 的菜单未发布：${error.message}`);
    }
  }

  /** WeChat signed what we cannot open: nobody's message arrives until the keys are the same. */
  private refused(reason: Refusal): void {
    if (reason !== 'key') return;
    this.board.set(
      'degraded',
      `公众号 ${this.account}：EncodingAESKey 或 AppID 与公众平台的不一致，收不到消息`,
    );
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
