import type { StoredOutbound } from '../../core/model/message.js';
import type {
  AccountAction,
  ChannelAdapter,
  ChannelHost,
  Health,
  KeptPayload,
  SendResult,
} from '../channel.js';
import type { WeChatAccount } from './config.js';
import { HealthBoard } from './health.js';
import type { LinkError } from './link/errors.js';
import type { Incoming, Link, LinkEvents } from './link/link.js';
import { openWechaty } from './link/wechaty-link.js';
import { backoffMs, pause } from './pause.js';
import { FileInbox } from './receive/file-inbox.js';
import { type IntakeContext, takeIncoming } from './receive/intake.js';
import { Sequencer } from './receive/sequencer.js';
import { readSecret } from './secrets.js';
import { Pacer } from './send/pacer.js';
import { WeChatSender } from './send/sender.js';

/** One WeChat account behind a puppet of wechaty: somebody signs in by scanning, citizens write, we answer. */
export class WeChatAdapter implements ChannelAdapter {
  readonly account: string;
  readonly rate: { perHour: number };
  readonly actions: readonly AccountAction[];
  private readonly board: HealthBoard;
  private readonly inbox: FileInbox;
  private readonly pacer: Pacer;
  private readonly sender: WeChatSender;
  private readonly sequencer: Sequencer<Incoming>;
  private readonly stopping = new AbortController();
  private link: Link | undefined;
  private isSignedIn = false;
  private code: string | undefined;
  private connecting: Promise<void> = Promise.resolve();

  constructor(
    private readonly settings: WeChatAccount,
    private readonly host: ChannelHost,
  ) {
    const account = (this.account = settings.account);
    const { minSeconds, maxSeconds, perMinute } = settings.pace;
    this.rate = { perHour: perMinute * 60 };
    this.board = new HealthBoard(() => host.clock.now());
    const link = (): Link | undefined => (this.isSignedIn ? this.link : undefined);
    this.inbox = new FileInbox(host, link, account, (attempt) => this.pauseMs(attempt));
    const now = (): number => host.clock.now().getTime();
    const [minMs, maxMs] = [minSeconds * 1000, maxSeconds * 1000];
    this.pacer = new Pacer({ minMs, maxMs, perMinute, now, random: Math.random });
    const report = (error: LinkError | undefined): void => this.report(error);
    this.sender = new WeChatSender({ host, account, pacer: this.pacer, link, report });
    this.sequencer = new Sequencer(settings.settleSeconds * 1000, (incoming) => this.keep(incoming));
    this.actions = [
      {
        name: 'sign-in-code',
        title: { zh: '登录二维码', en: 'Sign-in code' },
        run: async () => this.signInCode(),
      },
    ];
  }

  /** Rejects only when the token cannot be read. Everything else is tried again behind it. */
  async start(): Promise<void> {
    const { token, tokenFile } = this.settings;
    const isGiven = token !== undefined || tokenFile !== undefined;
    const secret = isGiven ? await readSecret(token, tokenFile) : undefined;
    await this.inbox.start();
    this.connecting = this.connect(secret);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.sender.stop();
    await this.connecting;
    await this.close();
    await this.sequencer.drain();
    await this.inbox.stop();
  }

  send(message: StoredOutbound, idempotencyKey: string): Promise<SendResult> {
    return this.sender.send(message, idempotencyKey);
  }

  /** The bytes are what one puppet said; what the message is, the puppet is asked again. */
  async retake({ externalId, receivedAt }: KeptPayload, host: ChannelHost): Promise<void> {
    const { link } = this;
    if (link === undefined || externalId === undefined) throw new Error('账号未登录，读不到原消息');
    await takeIncoming(await link.readAgain(externalId), this.intake(host), receivedAt);
  }

  health(): Health {
    return this.board.get();
  }

  /** Until the puppet runs; a new one each time, because one that failed cannot be started again. */
  private async connect(token: string | undefined): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      try {
        this.link = await openWechaty(this.settings, token, this.events());
        await this.link.start();
        return;
      } catch (error) {
        this.host.log.error({ err: error }, 'WeChat puppet not started; tried again');
        const why = error instanceof Error ? error.message : '原因不明';
        this.board.set('down', `微信账号 ${this.account} 无法启用：${why}`);
        await this.close();
      }
      await pause(this.pauseMs(attempt), this.stopping.signal);
    }
  }

  private events(): LinkEvents {
    const { host, account } = this;
    return {
      message: (incoming) => this.sequencer.add(incoming),
      unreadable: (id, error) => {
        host.log.error({ err: error, externalId: id }, 'message not readable');
        const raw = { bytes: Buffer.from(id), mime: 'text/plain', receivedAt: host.clock.now() };
        const message = '接入服务没有给出消息的内容，请在微信中查看';
        void this.untilStored(() =>
          host.quarantine(raw, { code: 'unreadable', message, account, externalId: id }),
        );
      },
      scan: (code) => {
        this.code = code;
        this.isSignedIn = false;
        this.board.set(
          'down',
          `微信账号 ${account} 等待登录，请管理员在渠道页面取“登录二维码”，用手机微信扫码`,
        );
      },
      login: (name) => {
        this.code = undefined;
        this.isSignedIn = true;
        this.board.set('up');
        host.log.info({ account, name }, 'signed in to WeChat');
      },
      logout: (reason) => {
        this.isSignedIn = false;
        host.log.error({ account, reason }, 'signed out of WeChat');
        this.board.set(
          'down',
          `微信账号 ${account} 已退出登录，待发消息会保留，请管理员重新扫码${reason === '' ? '' : `（${reason}）`}`,
        );
      },
      error: (error) => host.log.warn({ err: error, account }, 'WeChat puppet reports an error'),
    };
  }

  /** WeChat tells of a message once, so it is tried until it is stored. */
  private keep(incoming: Incoming): Promise<void> {
    return this.untilStored(() => takeIncoming(incoming, this.intake(this.host)));
  }

  private intake(host: ChannelHost): IntakeContext {
    const { account, inbox } = this;
    const showWay = (room: string, person: string): void => void this.showWay(room, person);
    return { host, account, inbox, showWay };
  }

  private async untilStored(work: () => Promise<void>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        this.host.log.error({ err: error }, 'message not stored; tried again');
        // After a stop there is no later.
        if (this.stopping.signal.aborted) return;
      }
      await pause(this.pauseMs(attempt), this.stopping.signal);
    }
  }

  /** Once in a while for each person, so that nobody can make the account flood a room. */
  private async showWay(room: string, person: string): Promise<void> {
    try {
      const until = new Date(this.host.clock.now().getTime() + POINT_EVERY_MS);
      if (!(await this.host.memory.claim(`pointed/${this.account}/${room}/${person}`, {}, until))) return;
      const turn = this.pacer.next();
      if (turn.type === 'later') return;
      await pause(turn.afterMs, this.stopping.signal);
      if (!this.stopping.signal.aborted) await this.link?.sayInRoom(room, WAY, person);
    } catch (error) {
      this.host.log.warn({ err: error }, 'a courtesy in a room failed');
    }
  }

  private signInCode(): { text: string; qr?: string } {
    if (this.code !== undefined) return { text: '请用该账号的手机微信扫码，并在手机上确认。', qr: this.code };
    const text = this.isSignedIn ? '已登录，不需要扫码。' : '接入服务尚未给出二维码，请稍后再试。';
    return { text };
  }

  /** A message that one citizen cannot get says nothing of the account; being signed out is told by its own event. */
  private report(error: LinkError | undefined): void {
    if (!this.isSignedIn) return;
    const { kind, message = '' } = error ?? {};
    if (kind === 'auth') this.board.set('paused', `微信账号 ${this.account}：${message}`);
    else if (kind === 'unreachable' || kind === 'unknown-outcome') {
      if (error?.code !== 'pace') this.board.set('degraded', `微信账号 ${this.account}：${message}`);
    } else this.board.set('up');
  }

  private async close(): Promise<void> {
    const { link } = this;
    this.link = undefined;
    this.isSignedIn = false;
    try {
      await link?.stop();
    } catch (error) {
      this.host.log.warn({ err: error }, 'WeChat puppet did not stop cleanly');
    }
  }

  private pauseMs(attempt: number): number {
    return backoffMs(this.settings.retry, attempt);
  }
}

const POINT_EVERY_MS = 10 * 60_000;
const WAY =
  '为保护您的隐私，请加我为好友后私聊反映，我会在私聊中回复您。遇到危险请立即拨打 110、119 或 120。';
