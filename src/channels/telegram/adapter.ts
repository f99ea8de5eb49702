import { z } from 'zod';
import type { StoredOutbound } from '../../core/model/message.js';
import type { ChannelAdapter, ChannelHost, Health, KeptPayload, RawPayload, SendResult } from '../channel.js';
import { TelegramApi } from './api/client.js';
import { TelegramError } from './api/errors.js';
import { BOT_TOKEN, type TelegramAccount } from './config.js';
import { HealthBoard } from './health.js';
import { backoffMs, pause } from './pause.js';
import { FileInbox } from './receive/file-inbox.js';
import type { KnownBot } from './receive/group.js';
import { takeUpdate } from './receive/intake.js';
import { Poller } from './receive/poller.js';
import { readUpdate, registerWebhook } from './receive/webhook.js';
import { readSecret } from './secrets.js';
import { TelegramSender } from './send/sender.js';

/** One bot: Telegram is asked for updates, or calls us with them, and we call its API to answer. */
export class TelegramAdapter implements ChannelAdapter {
  readonly account: string;
  readonly http?: NonNullable<ChannelAdapter['http']>;
  private readonly board: HealthBoard;
  private readonly inbox: FileInbox;
  private readonly sender: TelegramSender;
  private readonly stopping = new AbortController();
  private readonly webhookSecret: string;
  private api: TelegramApi | undefined;
  private bot: KnownBot = { id: 0 };
  private poller: Poller | undefined;
  private connecting: Promise<void> = Promise.resolve();

  constructor(
    private readonly settings: TelegramAccount,
    private readonly host: ChannelHost,
  ) {
    const account = (this.account = settings.account);
    this.board = new HealthBoard(() => host.clock.now());
    this.inbox = new FileInbox(
      host,
      () => this.running(),
      account,
      (attempt) => this.pauseMs(attempt),
    );
    const report = (error: TelegramError | undefined): void => this.report(error);
    this.sender = new TelegramSender({ host, account, api: () => this.api, report });
    // Nobody has to think of one: it is told to Telegram at each start.
    this.webhookSecret = host.secret(`telegram-webhook/${account}`).toString('hex');
    if (settings.receive === 'poll') return;
    const receiver = {
      host,
      secret: this.webhookSecret,
      isStarted: () => this.api !== undefined,
      take: (update: unknown, raw: RawPayload) => this.take(update, raw),
    };
    this.http = {
      prefix: `/webhooks/telegram/${account}`,
      register: (app) => registerWebhook(app, receiver),
    };
  }

  /** Rejects only when the token cannot be read or is none. An API that is down is tried again. */
  async start(): Promise<void> {
    const { token: inline, tokenFile } = this.settings;
    const token = await readSecret(inline, tokenFile);
    if (!BOT_TOKEN.test(token)) throw new Error(`${tokenFile ?? ''} holds no bot token of @BotFather's`);
    const known = Named.safeParse(await this.host.memory.get(this.nameKey)).data;
    this.bot = { id: Number(token.split(':')[0]), ...known };
    this.api = new TelegramApi(this.settings, token);
    await this.inbox.start();
    this.connecting = this.connect(this.api);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.connecting;
    await Promise.all([this.poller?.stop(), this.inbox.stop(), this.sender.stop()]);
  }

  send(message: StoredOutbound, idempotencyKey: string): Promise<SendResult> {
    return this.sender.send(message, idempotencyKey);
  }

  retake(kept: KeptPayload, host: ChannelHost): Promise<void> {
    return this.take(readUpdate(kept.bytes), kept, host);
  }

  health(): Health {
    return this.board.get();
  }

  /** Until Telegram has answered once: later every question and every send tells how it stands. */
  private async connect(api: TelegramApi): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      try {
        this.bot = await api.me();
        await this.host.memory.set(this.nameKey, { username: this.bot.username });
        return await this.beginReceiving(api);
      } catch (error) {
        this.troubled(error);
      }
      await pause(this.pauseMs(attempt), this.stopping.signal);
    }
  }

  private async beginReceiving(api: TelegramApi): Promise<void> {
    const { publicBaseUrl } = this.host;
    if (this.http) {
      await api.setWebhook(`${publicBaseUrl}${this.http.prefix}`, this.webhookSecret);
      return this.report(undefined);
    }
    await api.deleteWebhook();
    this.report(undefined);
    if (this.stopping.signal.aborted) return;
    this.poller = new Poller({
      api,
      take: (update) => this.take(update, this.rawOf(update)),
      pauseMs: (attempt) => this.pauseMs(attempt),
      report: (error) => this.report(error),
      storeFailed: (error) => this.host.log.error({ err: error }, 'update not stored; tried again'),
    });
    this.poller.start();
  }

  private take(update: unknown, raw: RawPayload, host = this.host): Promise<void> {
    const { account, inbox, bot } = this;
    return takeUpdate(update, raw, { host, account, inbox, bot: () => bot, api: () => this.running() });
  }

  private rawOf(update: unknown): RawPayload {
    const bytes = Buffer.from(JSON.stringify(update));
    return { bytes, mime: 'application/json', receivedAt: this.host.clock.now() };
  }

  private running(): TelegramApi {
    if (this.api) return this.api;
    throw new TelegramError('unreachable', 'not-running', '账号未在运行');
  }

  private troubled(error: unknown): void {
    if (error instanceof TelegramError) return this.report(error);
    this.host.log.error({ err: error }, 'account not ready; tried again');
    this.board.set('down', `机器人 ${this.account} 无法启用：${error instanceof Error ? error.message : ''}`);
  }

  /** A message that one citizen cannot get says nothing of the account. */
  private report(error: TelegramError | undefined): void {
    const { kind, message = '' } = error ?? {};
    if (kind === 'auth') this.board.set('paused', `机器人 ${this.account}：${message}`);
    else if (kind === 'unreachable' || kind === 'unknown-outcome')
      this.board.set('degraded', `机器人 ${this.account}：${message}`);
    else this.board.set('up');
  }

  private pauseMs(attempt: number): number {
    return backoffMs(this.settings.retry, attempt);
  }

  private get nameKey(): string {
    return `bot/${this.account}`;
  }
}

const Named = z.object({ username: z.string() });
