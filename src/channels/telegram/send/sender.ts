import type { StoredOutbound } from '../../../core/model/message.js';
import type { ChannelHost, SendResult } from '../../channel.js';
import type { TelegramApi } from '../api/client.js';
import { TelegramError } from '../api/errors.js';
import { partsOf, type Part } from './compose.js';
import { SentLog } from './sent-log.js';

export interface SenderContext {
  host: ChannelHost;
  account: string;
  /** Undefined until the account has started. */
  api(): TelegramApi | undefined;
  /** Told what came of each send, for the state of the account. */
  report(error: TelegramError | undefined): void;
}

/**
 * Sends to the citizen's own chat with the bot, also where they last wrote in a group: a group must read
 * nobody's case. Only a fault of the store rejects.
 */
export class TelegramSender {
  private readonly inFlight = new Map<string, Promise<SendResult>>();
  private readonly log: SentLog;
  private stopping = false;

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

  /** Lets sends on their way end; each ends by itself within the time that an answer is waited for. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled(this.inFlight.values());
  }

  private async sendOnce({ to, content }: StoredOutbound, key: string): Promise<SendResult> {
    const api = this.context.api();
    if (api === undefined || this.stopping) {
      return failed(new TelegramError('unreachable', 'not-running', '账号未在运行，稍后自动重试'));
    }
    const beginning = await this.log.begin(key);
    if (beginning.type === 'known') return known(beginning.entry);
    const progress = { done: beginning.done, providerId: key };
    try {
      for (const part of partsOf(content).slice(progress.done)) {
        progress.providerId = `${to}:${await this.show(api, to, part)}`;
        progress.done++;
      }
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      this.context.report(error);
      // Of an unknown outcome the entry stays: whoever asks again gets the same answer.
      if (error.kind !== 'unknown-outcome') await this.log.write(key, { ...progress, state: 'paused' });
      return failed(error);
    }
    this.context.report(undefined);
    await this.log.write(key, { ...progress, state: 'sent' });
    return { ok: true, providerId: progress.providerId, status: 'sent' };
  }

  private async show(api: TelegramApi, to: string, part: Part): Promise<number> {
    if (part.type === 'text') return api.sendText(to, part.text, part.choices);
    const found = await this.context.host.readAttachment(part.attachmentId);
    if (!found) throw new TelegramError('rejected', 'attachment-missing', '要发送的文件已不存在');
    const file = { name: found.attachment.name, bytes: found.bytes };
    if (part.type === 'document') return api.sendDocument(to, file);
    return api.sendPhoto(to, file).catch((error: unknown) => {
      // A picture of unusual measures is none to Telegram; as a file it arrives.
      const isRefused = error instanceof TelegramError && error.code === '400';
      if (!isRefused) throw error;
      return api.sendDocument(to, file);
    });
  }
}

function known({ state, providerId }: { state: string; providerId: string }): SendResult {
  if (state === 'sent') return { ok: true, providerId, status: 'sent' };
  return failed(new TelegramError('unknown-outcome', 'interrupted', '发送曾中断，Telegram 是否已送出不明'));
}

function failed({ kind, code, message, retryAfterMs }: TelegramError): SendResult {
  return { ok: false, kind, code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
