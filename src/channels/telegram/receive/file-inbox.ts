import { z } from 'zod';
import type { Attachment } from '../../../core/model/attachment.js';
import { InboundMessage } from '../../../core/model/message.js';
import type { ChannelHost, RawPayload } from '../../channel.js';
import type { TelegramApi } from '../api/client.js';
import { TelegramError } from '../api/errors.js';
import { MAX_DOWNLOAD_BYTES, type RemoteFile } from './files.js';
import { handIn } from './hand-in.js';
import type { Handed } from './normalise.js';
import { pause } from '../pause.js';

interface Waiting {
  message: Handed;
  file: RemoteFile;
  raw: RawPayload;
}

/** As it lies in the channel's memory. */
const Kept = z.object({
  message: InboundMessage.omit({ attachments: true }).extend({
    sentAt: z.coerce.date(),
    receivedAt: z.coerce.date(),
  }),
  file: z.object({
    id: z.string(),
    kind: z.enum(['image', 'voice', 'video', 'file']),
    name: z.string(),
    size: z.number().optional(),
  }),
  raw: z.string(),
});

/**
 * Messages with a file: stored at once, so that Telegram is answered and what comes behind does not wait, and
 * handed to the hub when the file has been fetched. What a crash leaves here is found at the next start. A
 * file that cannot be had is told to staff, and the message goes on without it.
 */
export class FileInbox {
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly prefix: string;

  constructor(
    private readonly host: ChannelHost,
    private readonly api: () => Pick<TelegramApi, 'download'>,
    account: string,
    private readonly pauseMs: (attempt: number) => number,
  ) {
    this.prefix = `inbox/${account}/`;
  }

  /** Takes up what is left from before, whoever left it. */
  async start(): Promise<void> {
    for (const { key, value } of await this.host.memory.list(this.prefix, 1000)) {
      const kept = Kept.safeParse(value).data;
      if (!kept) continue;
      const raw = { bytes: Buffer.from(kept.raw), mime: MIME, receivedAt: kept.message.receivedAt };
      this.work(key, { message: kept.message, file: kept.file, raw });
    }
  }

  /** Durable when it resolves. */
  async put(waiting: Waiting): Promise<void> {
    const { message, file, raw } = waiting;
    const key = `${this.prefix}${message.externalId}`;
    const notices = message.notices ?? [];
    const text = Buffer.from(raw.bytes).toString();
    await this.host.memory.set(key, { message: { ...message, notices }, file, raw: text });
    this.work(key, waiting);
  }

  /** Lets fetches on their way end; what waits for its next attempt stays for the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running.values());
  }

  private work(key: string, waiting: Waiting): void {
    if (this.running.has(key) || this.stopping.signal.aborted) return;
    const job = this.untilDone(key, waiting).finally(() => this.running.delete(key));
    this.running.set(key, job);
  }

  private async untilDone(key: string, { message, file, raw }: Waiting): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      try {
        const fetched = await this.fetch(file, attempt);
        if (fetched !== 'later') {
          const notices = [...(message.notices ?? []), ...fetched.notices];
          await handIn({ ...message, attachments: fetched.attachments, notices }, raw, this.host);
          return await this.host.memory.delete(key);
        }
      } catch (error) {
        const { externalId } = message;
        this.host.log.error({ err: error, externalId }, 'message with file not stored; tried again');
      }
      await pause(this.pauseMs(attempt), this.stopping.signal);
    }
  }

  private async fetch({ id, kind, name, size = 0 }: RemoteFile, attempt: number): Promise<Fetched | 'later'> {
    const without = (why: string): Fetched => ({ attachments: [], notices: [`${LABELS[kind]}${why}`] });
    if (size > MAX_DOWNLOAD_BYTES) return without('超过 20 MB，Telegram 不允许机器人下载');
    const bytes = await this.api()
      .download(id)
      .catch((error: unknown) => {
        if (error instanceof TelegramError) return error;
        throw error;
      });
    if (bytes instanceof TelegramError) {
      const mayPass = bytes.kind === 'unreachable' || bytes.kind === 'auth';
      if (mayPass && attempt < MOST_ATTEMPTS) return 'later';
      return without(`未能从 Telegram 下载：${bytes.message}`);
    }
    const saved = await this.host.saveAttachment({ name, bytes });
    if (saved.type === 'refused') return without(`未保存：${saved.message}`);
    return { attachments: [saved.attachment], notices: [] };
  }
}

interface Fetched {
  attachments: Attachment[];
  notices: string[];
}

const MIME = 'application/json';
/** With pauses that double from a second to five minutes: about half an hour. */
const MOST_ATTEMPTS = 14;
const LABELS = { image: '图片', voice: '语音', video: '视频', file: '文件' } as const;
