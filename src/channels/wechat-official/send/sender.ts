import type { StoredOutbound } from '../../../core/model/message.js';
import type { ChannelHost, SendResult } from '../../channel.js';
import type { WeChatApi } from '../api/client.js';
import { WeChatError } from '../api/errors.js';
import type { WeChatAccount } from '../config.js';
import type { Followers } from '../followers.js';
import { joinable, joinContents, partsOf, templateBody, type Part } from './compose.js';
import { OwedMessages } from './owed.js';
import { PartSender } from './part-sender.js';
import type { ReplyQuota } from './quota.js';
import { SentLog } from './sent-log.js';

export interface SenderContext {
  host: ChannelHost;
  account: Pick<WeChatAccount, 'account' | 'template'>;
  api: WeChatApi;
  quota: ReplyQuota;
  followers: Followers;
  /** Told what came of each send, for the state of the account. */
  report(error: WeChatError | undefined): void;
}

/**
 * Sends to citizens as 客服消息 within the windows and counts of WeChat, as a template message outside them.
 * When room runs low, what waits behind a message goes with it. Only a fault of the store rejects.
 */
export class WeChatSender {
  private readonly inFlight = new Map<string, Promise<SendResult>>();
  private readonly log: SentLog;
  private readonly owed: OwedMessages;
  private readonly parts: PartSender;
  private stopping = false;

  constructor(private readonly context: SenderContext) {
    this.log = new SentLog(context.host, context.account.account);
    this.owed = new OwedMessages(context.host, context.account.account);
    this.parts = new PartSender(context.host, context.api, context.quota);
  }

  /** A second call while the first is under way gets the same result. */
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
    if (this.stopping) return failed(new WeChatError('unreachable', 'stopped', '正在停机'));
    const beginning = await this.log.begin(key);
    if (beginning.type === 'known') {
      const { state, providerId } = beginning.entry;
      if (state === 'sent') return { ok: true, providerId, status: 'sent' };
      return failed(new WeChatError('unknown-outcome', 'interrupted', '发送曾中断，微信是否已送出不明'));
    }
    const progress = { done: beginning.done, providerId: key };
    try {
      await this.deliver(message, progress);
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      this.context.report(error);
      await this.pause(key, progress, error);
      return failed(error);
    }
    this.context.report(undefined);
    await this.log.write(key, { ...progress, state: 'sent' });
    return { ok: true, providerId: progress.providerId, status: 'sent' };
  }

  /** Of an unknown outcome the entry stays: whoever asks again gets the same answer. */
  private async pause(key: string, progress: Progress, { kind }: WeChatError): Promise<void> {
    if (kind === 'unknown-outcome') return;
    if (progress.done === 0) await this.log.forget(key);
    else await this.log.write(key, { ...progress, state: 'paused' });
  }

  private async deliver(message: StoredOutbound, progress: Progress): Promise<void> {
    const { followers, quota, account } = this.context;
    if (await followers.hasLeft(message.to)) {
      throw new WeChatError('opted-out', 'unsubscribed', '诉求人已取消关注公众号');
    }
    if (progress.done === 0) await this.payOwed(message.to);
    const left = await quota.left(message.to);
    const isLow = left !== undefined && left <= LOW && progress.done === 0;
    const joined = isLow ? await this.reserveBehind(message) : [];
    const whole = { ...message, content: joinContents([message, ...joined]) };
    try {
      await this.showParts(whole, left === 1 ? LAST_HINT : '', progress).catch(async (error: unknown) => {
        const isClosed = error instanceof WeChatError && error.kind === 'window-closed';
        if (!isClosed || account.template === undefined) throw error;
        progress.providerId = await this.tell(whole, account.template);
        for (const { id } of [message, ...joined]) await this.owed.add(message.to, id);
      });
    } catch (error) {
      const isUnknown = error instanceof WeChatError && error.kind === 'unknown-outcome';
      if (!isUnknown) await Promise.all(joined.map(({ id }) => this.log.forget(id)));
      throw error;
    }
    await Promise.all(joined.map(({ id }) => this.log.write(id, { ...progress, state: 'sent' })));
  }

  private async showParts({ to, content }: StoredOutbound, hint: string, progress: Progress): Promise<void> {
    for (const part of partsOf(content, hint).slice(progress.done)) {
      await this.parts.send(to, part);
      progress.done++;
    }
  }

  /** A text that WeChat has approved, which may be sent at any time. Gives WeChat's id, for its receipt. */
  private async tell(message: StoredOutbound, template: Template): Promise<string> {
    const { api, host } = this.context;
    const body = templateBody(message, template, host.publicBaseUrl);
    const { msgid } = await api.show('/cgi-bin/message/template/send', body);
    return msgid ?? message.id;
  }

  /** Sends in full what the citizen was only told of, as long as it leaves room for the message itself. */
  private async payOwed(citizen: string): Promise<void> {
    for (const { id, content } of await this.owed.of(citizen)) {
      const parts = partsOf({ ...content, text: `${OWED_HEAD}${content.text}` });
      const left = await this.context.quota.left(citizen);
      if (left === undefined || left <= parts.length) return;
      if (await this.log.reserve(`${id}/whole`)) await this.payOne(citizen, id, parts);
      await this.owed.settle(citizen, id);
    }
  }

  /** What fails for good is let go, because the citizen knows of it; what may yet pass is tried with the next. */
  private async payOne(citizen: string, id: string, parts: Part[]): Promise<void> {
    try {
      for (const part of parts) await this.parts.send(citizen, part);
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      this.context.host.log.warn(
        { code: error.code, outboxId: id },
        'a message told by template was not shown in full',
      );
      if (error.kind !== 'unreachable' && error.kind !== 'auth') return;
      await this.log.forget(`${id}/whole`);
      throw error;
    }
  }

  /** What waits behind the message and fits into it; each is marked, so that it does not go out by itself. */
  private async reserveBehind(message: StoredOutbound): Promise<StoredOutbound[]> {
    const { host } = this.context;
    if (message.seq === undefined) return [];
    const later = await host.history(message.account, message.to, message.seq, MOST_JOINED);
    const now = host.clock.now();
    const waiting = later.filter(
      (other): other is StoredOutbound =>
        other.direction === 'out' && other.delivery.status === 'ready' && other.delivery.runAt <= now,
    );
    const reserved: StoredOutbound[] = [];
    for (const next of joinable(message, waiting)) {
      if (!(await this.log.reserve(next.id))) break;
      reserved.push(next);
    }
    return reserved;
  }
}

type Template = NonNullable<WeChatAccount['template']>;

interface Progress {
  /** How many parts have been sent. */
  done: number;
  providerId: string;
}

/** With this much room or less, messages that wait are joined. */
const LOW = 2;
const MOST_JOINED = 20;
const OWED_HEAD = '此前给您的通知，全文如下：\n';
const LAST_HINT = '\n\n（微信限制连续发送的条数，回复任意内容可继续接收消息。）';

function failed({ kind, code, message, retryAfterMs }: WeChatError): SendResult {
  return { ok: false, kind, code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
