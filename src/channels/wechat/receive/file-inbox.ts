import { z } from 'zod';
import type { Attachment } from '../../../core/model/attachment.js';
import { InboundMessage } from '../../../core/model/message.js';
import type { ChannelHost, RawPayload } from '../../channel.js';
import { LinkError } from '../link/errors.js';
import type { Link } from '../link/link.js';
import { pause } from '../pause.js';
import { handIn } from './hand-in.js';
import type { Handed } from './normalise.js';

interface Waiting {
  message: Handed;
  raw: RawPayload;
}

/** As it lies in the channel's memory. */
const Kept = z.object({
  message: InboundMessage.omit({ attachments: true }).extend({
    sentAt: z.coerce.date(),
    receivedAt: z.coerce.date(),
  }),
  raw: z.string(),
});

/**
 * Messages with a file: written down at once, because WeChat tells of a message only once, and handed to the
 * hub when the file has been fetched. What a crash leaves here is found at the next start. A file that cannot
 * be had is told to staff, and the message goes on without it.
 */
export class FileInbox {
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly prefix: string;

  constructor(
    private readonly host: ChannelHost,
    private readonly link: () => Pick<Link, 'fetchFile'> | undefined,
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
      this.work(key, { message: kept.message, raw });
    }
  }

  /** Durable when it resolves. */
  async put({ message, raw }: Waiting): Promise<void> {
    const key = `${this.prefix}${message.externalId}`;
    const notices = message.notices ?? [];
    await this.host.memory.set(key, {
      message: { ...message, notices },
      raw: Buffer.from(raw.bytes).toString(),
    });
    this.work(key, { message, raw });
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

  private async untilDone(key: string, { message, raw }: Waiting): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; attempt++) {
      try {
        const fetched = await this.fetch(message.externalId, attempt);
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

  private async fetch(messageId: string, attempt: number): Promise<Fetched | 'later'> {
    const file = await this.link()
      ?.fetchFile(messageId)
      .catch((error: unknown) => {
        if (error instanceof LinkError) return error;
        throw error;
      });
    if (file === undefined) return attempt < MOST_ATTEMPTS ? 'later' : lost('微信未登录');
    if (file instanceof LinkError) {
      if (file.kind !== 'rejected' && attempt < MOST_ATTEMPTS) return 'later';
      return lost(file.message);
    }
    const saved = await this.host.saveAttachment(file);
    if (saved.type === 'saved') return { attachments: [saved.attachment], notices: [] };
    return { attachments: [], notices: [`文件未保存：${saved.message}`] };
  }
}

interface Fetched {
  attachments: Attachment[];
  notices: string[];
}
const lost = (why: string): Fetched => ({ attachments: [], notices: [`文件未能从微信取得：${why}`] });

const MIME = 'application/json';
/** With pauses that double from seconds to five minutes: about half an hour. */
const MOST_ATTEMPTS = 12;
