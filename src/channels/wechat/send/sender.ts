import type { Attachment } from '../../../core/model/attachment.js';
import type { OutboundContent, StoredOutbound } from '../../../core/model/message.js';
import type { ChannelHost, SendResult } from '../../channel.js';
import { LinkError } from '../link/errors.js';
import type { Link } from '../link/link.js';
import { pause } from '../pause.js';
import type { Pacer } from './pacer.js';
import { SentLog } from './sent-log.js';

export interface SenderContext {
  host: ChannelHost;
  account: string;
  pacer: Pacer;
  /** Undefined while nobody is signed in. */
  link(): Link | undefined;
  /** Told what came of each send, for the state of the account. */
  report(error: LinkError | undefined): void;
}

/**
 * Sends to the citizen alone, also where they last wrote in a room, at a person's pace. While nobody is
 * signed in messages wait in the outbox. Only a fault of the store rejects.
 */
export class WeChatSender {
  private readonly inFlight = new Map<string, Promise<SendResult>>();
  private readonly log: SentLog;
  private readonly stopping = new AbortController();

  constructor(private readonly context: SenderContext) {
    this.log = new SentLog(context.host, context.account);
  }

  /** A second call while the first is under way gets the same result. */
  send(message: StoredOutbound, key: string): Promise<SendResult> {
    const running = this.inFlight.get(key);
    if (running) return running;
    const sending = this.sendOnce(message, key).finally(() => this.inFlight.delete(key));
    this.inFlight.set(key, sending);
    return sending;
  }

  /** What waits for its time goes back to the outbox; what is at WeChat ends by itself. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.inFlight.values());
  }

  private async sendOnce({ to, content }: StoredOutbound, key: string): Promise<SendResult> {
    if (!this.context.link()) return failed(signedOut());
    const beginning = await this.log.begin(key);
    if (beginning.type === 'known') return known(beginning.entry);
    const progress = { done: beginning.done, providerId: key };
    try {
      for (const part of partsOf(content).slice(progress.done)) {
        await this.turn();
        progress.providerId = (await this.say(to, part)) ?? key;
        progress.done++;
      }
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.context.report(error);
      // Of an unknown outcome the entry stays: whoever asks again gets the same answer.
      if (error.kind !== 'unknown-outcome') await this.log.write(key, { ...progress, state: 'paused' });
      return failed(error);
    }
    this.context.report(undefined);
    await this.log.write(key, { ...progress, state: 'sent' });
    return { ok: true, providerId: progress.providerId, status: 'sent' };
  }

  /** Waits as a person would. */
  private async turn(): Promise<void> {
    const { type, afterMs } = this.context.pacer.next();
    if (type === 'later') throw new LinkError('unreachable', 'pace', '为防封号放慢发送，稍后继续', afterMs);
    await pause(afterMs, this.stopping.signal);
    if (this.stopping.signal.aborted) throw new LinkError('unreachable', 'stopped', '正在停机');
  }

  private async say(to: string, part: string | Attachment): Promise<string | undefined> {
    // Again, because it may have ended during the pause.
    const link = this.context.link();
    if (!link) throw signedOut();
    if (typeof part === 'string') return link.say(to, part);
    const found = await this.context.host.readAttachment(part.id);
    if (!found) throw new LinkError('rejected', 'attachment-missing', '要发送的文件已不存在');
    return link.say(to, { name: found.attachment.name, bytes: found.bytes });
  }
}

/** Its words, then its files, each a message of its own. */
function partsOf({ text, attachments }: OutboundContent): (string | Attachment)[] {
  return [...(text === '' ? [] : [text]), ...attachments];
}

function signedOut(): LinkError {
  return new LinkError('unreachable', 'signed-out', '微信未登录，请管理员扫码；登录后自动发送', 30_000);
}

function known({ state, providerId }: { state: string; providerId: string }): SendResult {
  if (state === 'sent') return { ok: true, providerId, status: 'sent' };
  return failed(new LinkError('unknown-outcome', 'interrupted', '发送曾中断，微信是否已送出不明'));
}

function failed({ kind, code, message, retryAfterMs }: LinkError): SendResult {
  return { ok: false, kind, code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
