import type { ChannelHost, SendResult } from '../../channel.js';
import type { StoredOutbound } from '../../../core/model/message.js';
import { mailAddress } from '../address.js';
import type { EmailAccount } from '../config.js';
import type { HealthBoard } from '../health.js';
import type { MailTokens } from '../tokens.js';
import { composeMail, MAX_ATTACHMENT_BYTES, readAttachments } from './compose.js';
import { failure, readFailure } from './failure.js';
import { HourlyLimit } from './hourly-limit.js';
import { MailTransport } from './transport.js';

/** Sends the mail of one account. Says every outcome as a result; only a fault of the store rejects. */
export class MailSender {
  private transport: MailTransport | undefined;
  private readonly inFlight = new Map<string, Promise<SendResult>>();
  private readonly limit: HourlyLimit;
  private stopping = false;

  constructor(
    private readonly account: EmailAccount,
    private readonly host: ChannelHost,
    private readonly tokens: MailTokens,
    private readonly health: HealthBoard,
  ) {
    this.limit = new HourlyLimit(account.rate.perHour, host.clock);
  }

  /** Fails only when a secret file cannot be read; connects with the first letter. */
  async start(): Promise<void> {
    this.transport ??= await MailTransport.open(this.account);
  }

  /** Sends once; a second call while the first is under way gets the same result. */
  send(message: StoredOutbound, key: string): Promise<SendResult> {
    const running = this.inFlight.get(key);
    if (running) return running;
    const sending = this.sendNow(message, key).finally(() => this.inFlight.delete(key));
    this.inFlight.set(key, sending);
    return sending;
  }

  /** Waits for letters that are on their way, but not for ever. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.transport?.close({ force: false });
    const cut = setTimeout(() => this.transport?.close({ force: true }), STOP_MS);
    await Promise.allSettled(this.inFlight.values());
    clearTimeout(cut);
    this.transport = undefined;
  }

  private async sendNow(message: StoredOutbound, key: string): Promise<SendResult> {
    const to = mailAddress(message.to);
    if (to === undefined) return failure('rejected', 'BAD_ADDRESS', `${message.to} 不是有效的邮箱地址`);
    const { files, missing } = await readAttachments(message, this.host);
    if (missing !== undefined) return failure('rejected', 'ATTACHMENT_MISSING', `附件 ${missing} 已不存在`);
    if (files.reduce((sum, file) => sum + file.bytes.length, 0) > MAX_ATTACHMENT_BYTES) {
      return failure('rejected', 'TOO_LARGE', '附件合计超过 15 MB');
    }
    if (this.stopping) return failure('unreachable', 'STOPPED', '正在停机');
    const retryAfterMs = this.limit.take();
    if (retryAfterMs > 0) return { ...failure('unreachable', 'RATE_LIMIT', '本小时发信已满'), retryAfterMs };

    const domain = this.account.address.slice(this.account.address.lastIndexOf('@') + 1);
    const messageId = this.tokens.messageId(key, domain);
    const context = { account: this.account, tokens: this.tokens, messageId, now: this.host.clock.now() };
    return this.deliver({ ...composeMail(message, to, files, context), messageId });
  }

  private async deliver(mail: ReturnType<typeof composeMail> & { messageId: string }): Promise<SendResult> {
    const transport = (this.transport ??= await MailTransport.open(this.account));
    try {
      await transport.send(mail);
      this.health.set('up');
      return { ok: true, providerId: mail.messageId, status: 'sent' };
    } catch (error) {
      const result = readFailure(error, transport.hasLeft(mail.messageId));
      this.report(
        result.kind === 'auth' ? 'paused' : result.kind === 'unreachable' ? 'degraded' : 'up',
        result.message,
      );
      if (result.kind === 'auth') this.forget(transport);
      return result;
    } finally {
      transport.hasLeft(mail.messageId);
    }
  }

  private report(state: 'up' | 'degraded' | 'paused', message: string): void {
    if (state === 'up') this.health.set(state);
    else this.health.set(state, `${this.account.smtp.host}：${message}`);
  }

  /** A refused password is read anew for the next letter. */
  private forget(transport: MailTransport): void {
    transport.close({ force: false });
    if (this.transport === transport) this.transport = undefined;
  }
}

const STOP_MS = 20_000;
