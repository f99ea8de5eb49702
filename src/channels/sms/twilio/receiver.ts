import type { Attachment } from '../../../core/model/attachment.js';
import type { ChannelHost } from '../../channel.js';
import type { TwilioAccount } from '../config.js';
import { SmsError, type SmsInbox } from '../provider.js';
import { toE164 } from '../phone.js';
import { Backlog, type Pushed } from '../receive/backlog.js';
import { errorOf } from './errors.js';
import { type Form, Incoming, mediaOf, readForm, StatusCallback } from './form.js';
import type { TwilioMedia } from './media.js';
import { receiptOf } from './receipt.js';

/** Takes what Twilio tells: texts at once, texts with pictures when the pictures have been fetched. */
export class TwilioReceiver {
  private backlog: Backlog | undefined;
  /** When messages were filtered lately: one is bad luck, several are a text that carriers refuse. */
  private filtered: number[] = [];

  constructor(
    private readonly account: Pick<TwilioAccount, 'account' | 'retry'>,
    private readonly media: TwilioMedia,
    private readonly host: ChannelHost,
  ) {}

  async resume(inbox: SmsInbox): Promise<void> {
    this.backlog = new Backlog(this.host, this.account.retry, {
      name: this.account.account,
      lanesOf: () => [],
      work: (pushed, attempt) => this.withFiles(pushed, attempt, inbox),
      tidy: (pushed) => this.tidy(pushed),
    });
    await this.backlog.resume();
  }

  async stop(): Promise<void> {
    await this.backlog?.stop();
  }

  async incoming(body: string, inbox: SmsInbox): Promise<void> {
    await this.take({ body, receivedAt: this.host.clock.now() }, inbox);
  }

  /** A call-back that lay in quarantine; of the two kinds, only one has a status. */
  async again(pushed: Pushed, inbox: SmsInbox): Promise<void> {
    const isStatus = 'MessageStatus' in readForm(pushed.body);
    await (isStatus ? this.status(pushed.body, undefined, inbox) : this.take(pushed, inbox));
  }

  private async take(pushed: Pushed, inbox: SmsInbox): Promise<void> {
    const read = this.read(pushed);
    if (read === undefined) return this.keep(pushed, inbox);
    if (read.incoming.NumMedia > 0 && this.backlog) return this.backlog.put(pushed);
    await this.hand(read, pushed, inbox);
  }

  async status(body: string, outboxId: string | undefined, inbox: SmsInbox): Promise<void> {
    const at = this.host.clock.now();
    const status = StatusCallback.safeParse(readForm(body)).data;
    if (status === undefined) return this.keep({ body, receivedAt: at }, inbox);
    const receipt = receiptOf(status, outboxId, at);
    if (receipt === undefined) return;
    await inbox.receipt(receipt);
    if (receipt.status !== 'failed') return;
    const error = errorOf(status.ErrorCode ?? '');
    const phone = toE164(status.To);
    if (error.kind === 'opted-out' && phone !== undefined) await inbox.optedOut(phone);
    else this.look(error, at, inbox);
  }

  private read(pushed: Pushed): Read | undefined {
    const form = readForm(pushed.body);
    const incoming = Incoming.safeParse(form).data;
    const from = incoming?.From.startsWith('+') ? toE164(incoming.From) : undefined;
    return incoming && from !== undefined ? { form, incoming, from } : undefined;
  }

  /** Other media than text messages ("whatsapp:…"), short codes, or something new. */
  private async keep(pushed: Pushed, inbox: SmsInbox): Promise<void> {
    const sid = readForm(pushed.body)['MessageSid'];
    const externalId = typeof sid === 'string' && sid !== '' ? sid : undefined;
    await inbox.unreadable(
      rawOf(pushed),
      'unreadable',
      'Twilio 推送的内容无法理解，请人工查看原件',
      externalId,
    );
  }

  private async hand(
    { incoming, from }: Read,
    pushed: Pushed,
    inbox: SmsInbox,
    files?: Files,
  ): Promise<void> {
    const { MessageSid, Body, OptOutType } = incoming;
    const optOut = OptOutType === 'STOP' ? 'stop' : OptOutType === 'START' ? 'start' : undefined;
    await inbox.texted({
      externalId: MessageSid,
      from,
      text: Body,
      sentAt: pushed.receivedAt,
      optOut,
      raw: rawOf(pushed),
      ...files,
    });
  }

  private async withFiles(pushed: Pushed, attempt: number, inbox: SmsInbox): Promise<'done' | 'later'> {
    const read = this.read(pushed);
    if (read === undefined) {
      await this.keep(pushed, inbox);
      return 'done';
    }
    const all = mediaOf(read.form, read.incoming.NumMedia);
    const files: Files = { attachments: [], notices: [] };
    for (const [n, { url, mime }] of all.entries()) {
      const fetched = await this.fetch(`photo-${n + 1}`, url, mime, attempt);
      if (fetched === 'later') return 'later';
      if ('notice' in fetched) files.notices.push(fetched.notice);
      else files.attachments.push(fetched);
    }
    await this.hand(read, pushed, inbox, files);
    return 'done';
  }

  /** The file, or why there is none in words for staff. */
  private async fetch(
    name: string,
    url: string,
    mime: string,
    attempt: number,
  ): Promise<Attachment | { notice: string } | 'later'> {
    if (!mime.startsWith('image/')) return { notice: `附件 ${name} 未收到：短信只接收图片（${mime}）` };
    try {
      const saved = await this.host.saveAttachment({ name, bytes: await this.media.fetch(url) });
      return saved.type === 'saved' ? saved.attachment : { notice: `图片 ${name} 未收到：${saved.message}` };
    } catch (error) {
      if (!(error instanceof SmsError)) throw error;
      if (error.kind === 'unreachable' && attempt < MOST_ATTEMPTS) return 'later';
      return { notice: `图片 ${name} 未收到：${error.message}` };
    }
  }

  /** The message is safe; a picture that cannot be deleted stays at Twilio, and the log says so. */
  private async tidy({ body }: Pushed): Promise<void> {
    const form = readForm(body);
    for (const { url, mime } of mediaOf(form, Number(form['NumMedia']))) {
      if (!mime.startsWith('image/')) continue;
      await this.media.remove(url).catch((error: unknown) => {
        if (!(error instanceof SmsError)) throw error;
        this.host.log.warn({ code: error.code }, 'a picture that was fetched could not be deleted at Twilio');
      });
    }
  }

  private look(error: SmsError, at: Date, inbox: SmsInbox): void {
    if (error.code !== FILTERED) {
      if (error.kind === 'auth' || error.more.alarm === true) inbox.trouble(error);
      return;
    }
    this.filtered = [...this.filtered.filter((ms) => at.getTime() - ms < HOUR_MS), at.getTime()];
    if (this.filtered.length < MANY) return;
    const message = `一小时内有 ${this.filtered.length} 条短信被运营商过滤，请核对内容与报备`;
    inbox.trouble(new SmsError('rejected', FILTERED, message, { alarm: true }));
  }
}

interface Read {
  form: Form;
  incoming: Incoming;
  from: string;
}
interface Files {
  attachments: Attachment[];
  notices: string[];
}

const FILTERED = '30007';
const MANY = 5;
const HOUR_MS = 3_600_000;
/** With pauses that double from a second to five minutes: about half an hour. */
const MOST_ATTEMPTS = 14;

function rawOf({ body, receivedAt }: Pushed) {
  return { bytes: Buffer.from(body), mime: 'application/x-www-form-urlencoded', receivedAt };
}
