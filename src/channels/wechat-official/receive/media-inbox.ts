import { z } from 'zod';
import type { Attachment } from '../../../core/model/attachment.js';
import { InboundMessage, type InboundMessageInput } from '../../../core/model/message.js';
import type { ChannelHost } from '../../channel.js';
import { WeChatError } from '../api/errors.js';
import type { WeChatApi } from '../api/client.js';
import { handIn } from './hand-in.js';

const Media = z.object({ id: z.string(), kind: z.enum(['image', 'voice', 'video']) });
type Media = z.infer<typeof Media>;

/** A message whose file is still at WeChat, as it lies in the channel's memory. */
const Item = z.object({
  message: InboundMessage.omit({ attachments: true }).extend({
    sentAt: z.coerce.date(),
    receivedAt: z.coerce.date(),
  }),
  media: Media,
  xml: z.string(),
});
type Item = z.infer<typeof Item>;

interface Waiting {
  message: Omit<InboundMessageInput, 'attachments'>;
  media: Media;
  xml: string;
}

/**
 * Messages with a file: stored at once, so that WeChat is answered in time, and handed to the hub when the
 * file has been fetched. What a crash leaves here is found at the next start. A file that cannot be had is
 * told to staff, and the message goes on without it.
 */
export class MediaInbox {
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly prefix: string;

  constructor(
    private readonly host: ChannelHost,
    private readonly api: WeChatApi,
    account: string,
    private readonly pauseMs: (attempt: number) => number,
  ) {
    this.prefix = `inbox/${account}/`;
  }

  /** Takes up what is left from before, whoever left it. */
  async start(): Promise<void> {
    for (const { key, value } of await this.host.memory.list(this.prefix, 1000)) {
      const item = Item.safeParse(value).data;
      if (item) this.work(key, item);
    }
  }

  /** Durable when it resolves. */
  async put(waiting: Waiting): Promise<void> {
    const key = `${this.prefix}${waiting.message.externalId}`;
    await this.host.memory.set(key, { ...waiting });
    const { notices = [] } = waiting.message;
    this.work(key, { ...waiting, message: { ...waiting.message, notices } });
  }

  /** Lets fetches on their way end; what waits for its next attempt stays for the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running.values());
  }

  private work(key: string, item: Item): void {
    if (this.running.has(key) || this.stopping.signal.aborted) return;
    const job = this.untilDone(key, item).finally(() => this.running.delete(key));
    this.running.set(key, job);
  }

  private async untilDone(key: string, item: Item): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      try {
        const file = await this.fetch(item.media, attempt);
        if (file !== 'later') {
          await this.finish(item, file);
          return await this.host.memory.delete(key);
        }
      } catch (error) {
        const { externalId } = item.message;
        this.host.log.error({ err: error, externalId }, 'message with file not stored; tried again');
      }
      await pause(this.pauseMs(attempt), this.stopping.signal);
    }
  }

  private async finish({ message, xml }: Item, file: Fetched): Promise<void> {
    const raw = { bytes: Buffer.from(xml), mime: 'text/xml', receivedAt: message.receivedAt };
    const { attachments } = file;
    await handIn({ ...message, attachments, notices: [...message.notices, ...file.notices] }, raw, this.host);
  }

  private async fetch(media: Media, attempt: number): Promise<Fetched | 'later'> {
    const bytes = await this.api.download(media.id).catch((error: unknown) => {
      if (error instanceof WeChatError) return error;
      throw error;
    });
    if (bytes instanceof WeChatError) {
      const mayPass = bytes.kind === 'unreachable' || bytes.kind === 'auth';
      if (mayPass && attempt < MOST_ATTEMPTS) return 'later';
      return { attachments: [], notices: [`${LABELS[media.kind]}未能从微信下载：${bytes.message}`] };
    }
    const saved = await this.host.saveAttachment({ name: NAMES[media.kind], bytes });
    return saved.type === 'saved'
      ? { attachments: [saved.attachment], notices: [] }
      : { attachments: [], notices: [`${LABELS[media.kind]}未保存：${saved.message}`] };
  }
}

interface Fetched {
  attachments: Attachment[];
  notices: string[];
}

/** With pauses that double from a second to five minutes: about half an hour. */
const MOST_ATTEMPTS = 14;
const NAMES = { image: 'photo.jpg', voice: 'voice.amr', video: 'video.mp4' } as const;
const LABELS = { image: '图片', voice: '语音', video: '视频' } as const;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
    if (signal.aborted) finish();
  });
}
