import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { autoRetry } from '@grammyjs/auto-retry';
import { Api, InputFile, type ApiClientOptions } from 'grammy';
import type { TelegramAccount } from '../config.js';
import { TelegramError, toTelegramError } from './errors.js';

export interface BotIdentity {
  id: number;
  username: string;
}
/** Of a picture or a file to be sent. */
export interface Upload {
  name: string;
  bytes: Buffer;
}
export type Choices = { text: string; callback_data: string }[][];
type PollSignal = Parameters<Api['getUpdates']>[1];

/** What the hub wants to be told of; a list with anything missing here would let Telegram keep it back. */
const WANTED = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** The calls of the Bot API that the channel makes, by grammY. What goes wrong is thrown as a TelegramError. */
export class TelegramApi {
  private readonly api: Api;
  private readonly polling: Api;
  private readonly files: string;

  constructor(
    private readonly account: TelegramAccount,
    token: string,
  ) {
    const { apiRoot, requestSeconds, pollSeconds } = account;
    // A kept connection that the other side has closed fails like one that took the message: never known.
    const agent = new (apiRoot.startsWith('https:') ? HttpsAgent : HttpAgent)({ keepAlive: false });
    const options: ApiClientOptions = { apiRoot, baseFetchConfig: { compress: true, agent } };
    this.api = new Api(token, { ...options, timeoutSeconds: requestSeconds });
    this.polling = new Api(token, { ...options, timeoutSeconds: requestSeconds + pollSeconds });
    this.files = `${apiRoot}/file/bot${token}`;
    // A short pause is waited out here; of a longer one the outbox is told.
    const retry = { maxRetryAttempts: 1, maxDelaySeconds: SHORT_PAUSE_SECONDS };
    this.api.config.use(autoRetry({ ...retry, rethrowInternalServerErrors: true, rethrowHttpErrors: true }));
  }

  async me(): Promise<BotIdentity> {
    const { id, username } = await this.call(this.api.getMe());
    return { id, username };
  }

  /** Asks for what comes after `offset`, and by that confirms everything before it. */
  async updates(offset: number, limit: number, signal: PollSignal): Promise<unknown[]> {
    const { pollSeconds: timeout } = this.account;
    return this.call(
      this.polling.getUpdates({ offset, limit, timeout, allowed_updates: [...WANTED] }, signal),
    );
  }

  async setWebhook(url: string, secret: string): Promise<void> {
    await this.call(this.api.setWebhook(url, { secret_token: secret, allowed_updates: [...WANTED] }));
  }

  /** What waits at Telegram stays there and is polled. */
  async deleteWebhook(): Promise<void> {
    await this.call(this.api.deleteWebhook());
  }

  async sendText(chat: string, text: string, choices: Choices = []): Promise<number> {
    const markup = choices.length > 0 && { reply_markup: { inline_keyboard: choices } };
    return this.show(this.api.sendMessage(chat, text, { link_preview_options: NO_PREVIEW, ...markup }));
  }

  async sendPhoto(chat: string, { bytes, name }: Upload): Promise<number> {
    return this.show(this.api.sendPhoto(chat, new InputFile(bytes, name)));
  }

  async sendDocument(chat: string, { bytes, name }: Upload): Promise<number> {
    return this.show(this.api.sendDocument(chat, new InputFile(bytes, name)));
  }

  /** Ends the waiting sign on a pressed button. */
  async acknowledgePress(id: string): Promise<void> {
    await this.call(this.api.answerCallbackQuery(id));
  }

  /** A file that a citizen sent. @throws TelegramError `rejected` when it is too large or gone. */
  async download(fileId: string): Promise<Buffer> {
    const { file_path: path } = await this.call(this.api.getFile(fileId));
    // A Bot API server run with --local names a path on its own disk.
    if (path === undefined || path.startsWith('/')) {
      throw new TelegramError('rejected', 'no-file-path', 'Bot API 没有给出可下载的地址');
    }
    const signal = AbortSignal.timeout(this.account.requestSeconds * 1000);
    const answer = await fetch(`${this.files}/${path}`, { signal, redirect: 'error' }).catch(unreached);
    if (answer.ok) return Buffer.from(await answer.arrayBuffer().catch(unreached));
    const kind = answer.status < 500 ? 'rejected' : 'unreachable';
    throw new TelegramError(kind, `http-${answer.status}`, `文件下载失败（HTTP ${answer.status}）`);
  }

  private async call<T>(work: Promise<T>, visible = false): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw toTelegramError(error, visible);
    }
  }

  /** A call that a citizen sees: silence after it is an unknown outcome, and it is never made again by itself. */
  private async show(work: Promise<{ message_id?: number }>): Promise<number> {
    return (await this.call(work, true)).message_id ?? 0;
  }
}

const SHORT_PAUSE_SECONDS = 3;
const NO_PREVIEW = { is_disabled: true } as const;

function unreached(): never {
  throw new TelegramError('unreachable', 'download', '文件暂时无法下载，稍后自动重试');
}
