import type { StoredOutbound } from '../../../core/model/message.js';
import type { ChannelHost, SendResult } from '../../channel.js';
import type { WeChatApi } from '../api/client.js';
import { WeChatError } from '../api/errors.js';
import type { WeChatAccount } from '../config.js';
import type { Followers } from '../followers.js';
import { joinable, joinContents, partsOf, templateBody, type Part } from './compose.js';
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
  private stopping = false;

  constructor(private readonly context: SenderContext) {
    this.log = new SentLog(context.host, context.account.account);
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
    const { followers, quota } = this.context;
    if (await followers.hasLeft(message.to)) {
      throw new WeChatError('opted-out', 'unsubscribed', '诉求人已取消关注公众号');
    }
    const left = await quota.left(message.to);
    const isLow = left !== undefined && left <= LOW && progress.done === 0;
    const joined = isLow ? await this.reserveBehind(message) : [];
    const whole = { ...message, content: joinContents([message, ...joined]) };
    const parts = partsOf(whole.content, left === 1 ? LAST_HINT : '');
    try {
      for (const part of parts.slice(progress.done)) {
        progress.providerId = await this.sendPart(whole, part, progress.providerId);
        progress.done++;
      }
    } catch (error) {
      const isUnknown = error instanceof WeChatError && error.kind === 'unknown-outcome';
      if (!isUnknown) await Promise.all(joined.map(({ id }) => this.log.forget(id)));
      throw error;
    }
    await Promise.all(joined.map(({ id }) => this.log.write(id, { ...progress, state: 'sent' })));
  }

  /** What waits behind the message and fits into it; each is marked, so that it does not go out by itself. */
  private async reserveBehind(message: StoredOutbound): Promise<StoredOutbound[]> {
    const { host } = this.context;
    if (message.seq === undefined) return [];
    const later = await host.history(message.account, message.to, message.seq, MOST_JOINED);
    const waiting = later.filter(
      (other): other is StoredOutbound => other.direction === 'out' && other.delivery.status === 'ready',
    );
    const reserved: StoredOutbound[] = [];
    for (const next of joinable(message, waiting)) {
      if (!(await this.log.reserve(next.id))) break;
      reserved.push(next);
    }
    return reserved;
  }

  /** Sends one part and says its id; WeChat gives none to a 客服消息, so it keeps ours. */
  private async sendPart(message: StoredOutbound, part: Part, id: string): Promise<string> {
    const { quota } = this.context;
    const slot = await quota.take(message.to);
    if (slot === undefined) {
      return this.sendTemplate(message, new WeChatError('window-closed', 'no-room', NO_ROOM));
    }
    try {
      await this.show(message.to, part);
      return id;
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      if (error.kind === 'window-closed') {
        await quota.exhaust(message.to);
        return this.sendTemplate(message, error);
      }
      if (error.kind !== 'unknown-outcome') await slot.release();
      throw error;
    }
  }

  private async show(citizen: string, part: Part): Promise<void> {
    const { api } = this.context;
    const body = part.type === 'text' ? part.body : await this.picture(part.attachmentId);
    await api.show('/cgi-bin/message/custom/send', { touser: citizen, ...body });
  }

  private async picture(attachmentId: string): Promise<object> {
    const { api, host } = this.context;
    const found = await host.readAttachment(attachmentId);
    if (!found) throw new WeChatError('rejected', 'attachment-missing', '图片已不存在');
    const { attachment, bytes } = found;
    return {
      msgtype: 'image',
      image: { media_id: await api.upload(attachment.name, attachment.mime, bytes) },
    };
  }

  /** Where the window is closed: a text that WeChat has approved, or the failure that closed it. */
  private async sendTemplate(message: StoredOutbound, closed: WeChatError): Promise<string> {
    const { api, account, host } = this.context;
    if (account.template === undefined) throw closed;
    const body = templateBody(message, account.template, host.publicBaseUrl);
    const { msgid } = await api.show('/cgi-bin/message/template/send', body);
    return msgid ?? message.id;
  }
}

interface Progress {
  /** How many parts have been sent. */
  done: number;
  providerId: string;
}

/** With this much room or less, messages that wait are joined. */
const LOW = 2;
const MOST_JOINED = 20;
const LAST_HINT = '\n\n（微信限制连续发送的条数，回复任意内容可继续接收消息。）';
const NO_ROOM = '诉求人超过 48 小时没有互动，或回复之前已发满条数，微信不允许再发';

function failed({ kind, code, message, retryAfterMs }: WeChatError): SendResult {
  return { ok: false, kind, code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
