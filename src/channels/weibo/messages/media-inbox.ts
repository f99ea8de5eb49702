import { z } from 'zod';
import type { Attachment } from '../../../core/model/attachment.js';
import { InboundMessage, type InboundMessageInput } from '../../../core/model/message.js';
import type { ChannelHost } from '../../channel.js';
import { WeiboError } from '../api/errors.js';
import { handIn } from '../hand-in.js';
import { pause } from '../pause.js';

/** A message whose file is still at Weibo, as it lies in the channel's memory. */
const Item = z.object({
  message: InboundMessage.omit({ attachments: true }).extend({
    sentAt: z.coerce.date(),
    receivedAt: z.coerce.date(),
  }),
  media: z.object({ id: z.string(), kind: z.enum(['image', 'voice']) }),
  raw: z.string(),
});
type Item = z.infer<typeof Item>;

interface Waiting {
  message: Omit<InboundMessageInput, 'attachments'>;
  media: Item['media'];
  raw: string;
}

interface InboxContext {
  host: ChannelHost;
  account: string;
  fetch(fileId: string): Promise<Buffer>;
  pauseMs(attempt: number): number;
}

/**
 * Messages with a file: stored at once, so that Weibo is answered in time, and handed to the hub when the file
 * has been fetched. What a crash leaves here is found at the next start. A file that cannot be had is told to
 * staff, and the message goes on without it.
 */
export class MediaInbox {
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly prefix: string;

  constructor(private readonly context: InboxContext) {
    this.prefix = `inbox/${context.account}/`;
  }

  /** Takes up what is left from before, whoever left it. */
  async start(): Promise<void> {
    for (const { key, value } of await this.context.host.memory.list(this.prefix, 1000)) {
      const item = Item.safeParse(value).data;
      if (item) this.work(key, item);
    }
  }

  /** Durable when it resolves. */
  async put(waiting: Waiting): Promise<void> {
    const key = `${this.prefix}${waiting.message.externalId}`;
    await this.context.host.memory.set(key, { ...waiting });
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
    const { host } = this.context;
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      try {
        const file = await this.fetched(item.media, attempt);
        if (file !== 'later') {
          await this.finish(item, file);
          return await host.memory.delete(key);
        }
      } catch (error) {
        const { externalId } = item.message;
        host.log.error({ err: error, externalId }, 'message with file not stored; tried again');
      }
      await pause(this.context.pauseMs(attempt), this.stopping.signal);
    }
  }

  private async finish({ message, raw }: Item, { attachments, notices }: Fetched): Promise<void> {
    const payload = {
      bytes: Buffer.from(raw),
      mime: 'application/json',
      receivedAt: message.receivedAt,
    };
    const whole = { ...message, attachments, notices: [...message.notices, ...notices] };
    await handIn(whole, payload, this.context.host);
  }

  private async fetched({ id, kind }: Item['media'], attempt: number): Promise<Fetched | 'later'> {
    const bytes = await this.context.fetch(id).catch((error: unknown) => {
      if (error instanceof WeiboError) return error;
      throw error;
    });
    if (bytes instanceof WeiboError) {
      const mayPass = bytes.kind === 'unreachable' || bytes.kind === 'auth';
      if (mayPass && attempt < MOST_ATTEMPTS) return 'later';
      return { attachments: [], notices: [`${LABELS[kind]}未能从微博下载：${bytes.message}`] };
    }
    const saved = await this.context.host.saveAttachment({ name: NAMES[kind], bytes });
    return saved.type === 'saved'
      ? { attachments: [saved.attachment], notices: [] }
      : { attachments: [], notices: [`${LABELS[kind]}未保存：${saved.message}`] };
  }
}

interface Fetched {
  attachments: Attachment[];
  notices: string[];
}

/** With pauses that double from five seconds to five minutes: about an hour. */
const MOST_ATTEMPTS = 16;
const NAMES = { image: 'photo.jpg', voice: 'voice.amr' } as const;
const LABELS = { image: '图片', voice: '语音' } as const;
