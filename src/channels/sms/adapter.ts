import type { ChannelAdapter, ChannelHost, Health, KeptPayload, SendResult } from '../channel.js';
import type { StoredOutbound } from '../../core/model/message.js';
import { HealthBoard } from './health.js';
import { OptOuts } from './opt-outs.js';
import { SmsError, type SmsProvider } from './provider.js';
import { HubInbox, type InboxContext } from './receive/inbox.js';
import { ReplyCodes } from './reply-codes.js';
import { pauseMs, type Retry } from './retry.js';
import { SmsSender } from './send/sender.js';

/** One account at a provider of text messages. */
export class SmsAdapter implements ChannelAdapter {
  readonly account: string;
  readonly http: NonNullable<ChannelAdapter['http']>;
  private readonly board: HealthBoard;
  private readonly sender: SmsSender;
  private readonly context: InboxContext;
  private readonly inbox: HubInbox;
  private nextCheck: NodeJS.Timeout | undefined;
  private checking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly settings: { account: string; retry: Retry },
    private readonly provider: SmsProvider,
    private readonly host: ChannelHost,
  ) {
    const { account } = settings;
    this.account = account;
    this.board = new HealthBoard(account, () => host.clock.now());
    const optOuts = new OptOuts(host, account);
    const codes = new ReplyCodes(host, account);
    this.sender = new SmsSender({ host, account, provider, optOuts, codes, board: this.board });
    const trouble = (error: SmsError): void => this.board.failed(error);
    this.context = { host, account, optOuts, codes, trouble };
    this.inbox = new HubInbox(this.context);
    this.http = {
      prefix: `/webhooks/sms/${account}`,
      register: (app) => provider.register(app, this.inbox),
    };
  }

  /** Rejects only when a secret cannot be read or is none. A provider that is down is tried again. */
  async start(): Promise<void> {
    await this.provider.open();
    await this.provider.resume(this.inbox);
    this.checking = this.check(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.nextCheck);
    await Promise.all([this.provider.stop(), this.sender.stop(), this.checking]);
  }

  send(message: StoredOutbound, idempotencyKey: string): Promise<SendResult> {
    return this.sender.send(message, idempotencyKey);
  }

  retake(kept: KeptPayload, host: ChannelHost): Promise<void> {
    return this.provider.retake(kept, new HubInbox({ ...this.context, host }));
  }

  health(): Health {
    return this.board.get();
  }

  /** Until the provider has answered once: later every send tells how it stands. */
  private async check(attempt: number): Promise<void> {
    try {
      await this.provider.check();
      this.board.up();
    } catch (error) {
      this.host.log.error({ err: error }, 'account not ready; tried again');
      if (error instanceof SmsError) this.board.failed(error);
      else this.board.broken(error instanceof Error ? error.message : '原因不明');
      if (this.stopped) return;
      const again = (): void => void (this.checking = this.check(attempt + 1));
      this.nextCheck = setTimeout(again, pauseMs(this.settings.retry, attempt));
    }
  }
}
