import type { StoredOutbound } from '../../../core/model/message.js';
import type { ChannelHost, SendResult } from '../../channel.js';
import type { OptOuts } from '../opt-outs.js';
import { SmsError, type Sms, type SmsProvider } from '../provider.js';
import type { ReplyCodes } from '../reply-codes.js';
import type { HealthBoard } from '../health.js';
import { SentLog } from './sent-log.js';

export interface SenderContext {
  host: ChannelHost;
  account: string;
  provider: SmsProvider;
  optOuts: OptOuts;
  codes: ReplyCodes;
  board: HealthBoard;
}

/** Sends texts, each once: what may or may not have gone out is looked up at the provider. */
export class SmsSender {
  private readonly inFlight = new Map<string, Promise<SendResult>>();
  private readonly log: SentLog;
  private stopping = false;

  constructor(private readonly context: SenderContext) {
    this.log = new SentLog(context.host, context.account);
  }

  /** A second call while the first is under way gets the same result. Only a fault of the store rejects. */
  send(message: StoredOutbound, key: string): Promise<SendResult> {
    const running = this.inFlight.get(key);
    if (running) return running;
    const sending = this.sendOnce(message, key).finally(() => this.inFlight.delete(key));
    this.inFlight.set(key, sending);
    return sending;
  }

  /** Lets sends on their way end; each ends by itself within the time that an answer is waited for. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled(this.inFlight.values());
  }

  private async sendOnce(message: StoredOutbound, key: string): Promise<SendResult> {
    const { optOuts, provider, board } = this.context;
    if (this.stopping) return failed(new SmsError('unreachable', 'stopped', '正在停机'));
    const earlier = await this.log.begin(key);
    if (earlier?.state === 'sent') return { ok: true, providerId: earlier.providerId, status: 'sent' };
    const sms = await this.compose(message, key);
    if (earlier !== undefined) {
      const found = await this.lookUp(sms, new Date(earlier.since));
      if (found !== 'none') return found;
      await this.log.again(key);
    }
    const began = this.context.host.clock.now();
    try {
      if (await optOuts.has(sms.to)) throw new SmsError('opted-out', 'opt-out', '诉求人已退订短信');
      const providerId = await provider.send(sms);
      board.up();
      return await this.sent(key, providerId);
    } catch (error) {
      if (!(error instanceof SmsError)) throw error;
      board.failed(error);
      if (error.kind === 'opted-out') await optOuts.add(sms.to);
      if (error.kind !== 'unknown-outcome') {
        await this.log.forget(key);
        return failed(error);
      }
      const found = await this.lookUp(sms, began);
      return found === 'none' ? failed(error) : found;
    }
  }

  /** `none`: the provider was asked in time to know, and does not have it. */
  private async lookUp(sms: Sms, since: Date): Promise<SendResult | 'none'> {
    const { provider, host, board } = this.context;
    try {
      const isOurs = (id: string): Promise<boolean> => this.log.owns(sms.reference, id);
      const providerId = await provider.find(sms, new Date(since.getTime() - CLOCKS_MS), isOurs);
      if (providerId !== undefined) return await this.sent(sms.reference, providerId);
    } catch (error) {
      if (!(error instanceof SmsError)) throw error;
      board.failed(error);
      return failed(new SmsError('unknown-outcome', error.code, `短信可能已送出，查询时${error.message}`));
    }
    if (host.clock.now().getTime() - since.getTime() >= SETTLED_MS) return 'none';
    return failed(
      new SmsError('unknown-outcome', 'not-settled', '短信可能已送出，服务商尚无记录，请稍后核对'),
    );
  }

  private async sent(key: string, providerId: string): Promise<SendResult> {
    await this.log.owns(key, providerId);
    await this.log.sent(key, providerId);
    return { ok: true, providerId, status: 'sent' };
  }

  /** A notice about a ticket names its reply code, unless it asks for a number itself. */
  private async compose(message: StoredOutbound, reference: string): Promise<Sms> {
    const { to, content, template, ticketId, answersTurn } = message;
    const sms = { to, text: content.text, template, reference };
    const isNotice = ticketId !== undefined && answersTurn !== true && !ASKS_FOR_NUMBER.test(content.text);
    if (!isNotice) return sms;
    return { ...sms, replyCode: await this.context.codes.codeFor(to, ticketId) };
  }
}

/** Numbered choices: a second number to answer with would be taken for one of them. */
const ASKS_FOR_NUMBER = /^\s*1[.．、:：]|回复\s*[“"]?\d/m;
/** How far the provider's clock may be behind ours. */
const CLOCKS_MS = 60_000;
/** Before that a provider may have the message and not yet show it. */
const SETTLED_MS = 2 * 60_000;

function failed({ kind, code, message, more: { retryAfterMs } }: SmsError): SendResult {
  return { ok: false, kind, code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
