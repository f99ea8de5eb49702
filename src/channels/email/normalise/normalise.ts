import { Readable } from 'node:stream';
import { setImmediate as immediate } from 'node:timers/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { IncomingFile, Receipt } from '../../channel.js';
import type { InboundMessageInput, StoredOutbound } from '../../../core/model/message.js';
import { mailAddress, type OwnAddresses } from '../address.js';
import type { MailTokens } from '../tokens.js';
import { automaticKind } from './automatic.js';
import { readBounce } from './bounce.js';
import { externalId } from './external-id.js';
import { filesOf } from './files.js';
import { MailHeaders } from './headers.js';
import { htmlToPlain } from './html.js';
import { ownWords } from './quotes.js';
import { repair } from './repair.js';
import { resolveThread } from './thread.js';

export interface NormaliseContext {
  account: string;
  own: OwnAddresses;
  tokens: MailTokens;
  /** When the mail reached our mailbox. */
  receivedAt: Date;
  findOutbound: (id: string) => Promise<StoredOutbound | undefined>;
  /** Set when only the beginning of a larger mail is given: files cannot be whole, and staff are told. */
  cut?: { size: number; limit: number; fileNames: string[] };
}

/** What became of the bytes of a mail. Attachments are still files: the hub has to save them first. */
export type Normalised =
  | { type: 'message'; message: MailMessage; files: IncomingFile[] }
  | { type: 'receipt'; receipt: Receipt }
  | { type: 'unreadable'; code: 'no-sender' | 'broken-mail'; message: string; externalId?: string };

/**
 * Makes a message of the bytes of a mail. Any bytes give a result, and none hangs; it rejects only when
 * `findOutbound` does, because then the fault is the store's and the mail has to be tried again.
 */
export async function normalise(raw: Uint8Array, context: NormaliseContext): Promise<Normalised> {
  const read = await readMail(raw, context);
  if (read.type !== 'mail') return read;
  const { headers, subject, from, message, files } = read;
  const thread = await resolveThread({ ...context, headers, subject, from });
  if (thread === undefined) return { type: 'message', message, files };
  const target = { ticketId: thread.ticketId, ...(thread.unverified ? { unverified: true } : {}) };
  return { type: 'message', message: { ...message, thread: { ...message.thread, ...target } }, files };
}

type MailMessage = Omit<InboundMessageInput, 'attachments'>;
type Read =
  | {
      type: 'mail';
      headers: MailHeaders;
      subject: string;
      from: string;
      message: MailMessage;
      files: IncomingFile[];
    }
  | Exclude<Normalised, { type: 'message' }>;

async function readMail(raw: Uint8Array, context: NormaliseContext): Promise<Read> {
  try {
    return interpret(await parse(repair(raw)), context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { type: 'unreadable', code: 'broken-mail', message: `邮件无法解析：${reason}` };
  }
}

const PARSE_TIMEOUT_MS = 60_000;
const MAX_TEXT = 200_000;

async function parse(bytes: Buffer): Promise<ParsedMail> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('解析超时')), PARSE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([simpleParser(inPieces(bytes), PARSE_OPTIONS), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** One at a time, with a look at whatever else waits in between: a mail of 15 MB must not stop web and webhooks. */
function inPieces(bytes: Buffer): Readable {
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      yield bytes.subarray(at, at + PIECE_BYTES);
      await immediate();
    }
  };
  return Readable.from(pieces(), { objectMode: false });
}
const PIECE_BYTES = 128 * 1024;

const PARSE_OPTIONS = {
  keepDeliveryStatus: true,
  skipImageLinks: true,
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
};

function interpret(mail: ParsedMail, context: NormaliseContext): Read {
  const headers = new MailHeaders(mail);
  const subject = clean(mail.subject ?? '', 1000);
  const full = clean(bodyText(mail), MAX_TEXT);
  const sender = senderOf(mail);
  const id = externalId({
    messageId: headers.first('message-id'),
    from: sender?.address ?? '',
    date: headers.first('date'),
    subject,
    text: full,
  });
  const auto = automaticKind({ headers, from: sender?.address, subject, text: full, own: context.own });
  if (auto === 'bounce') {
    const receipt = receiptOf(mail, context);
    if (receipt) return { type: 'receipt', receipt };
  }
  if (sender === undefined && auto === undefined) {
    const message = '来信没有可用的发件地址，无法答复，请人工查看原件。';
    return { type: 'unreadable', code: 'no-sender', message, externalId: id };
  }

  const from = sender ?? { address: 'mailer-daemon@invalid', name: '' };
  const { files, notices } = context.cut ? cutNotice(context.cut) : filesOf(mail.attachments);
  const forwarded = /^\s*(转发|轉寄|fwd?|wg)\s*[:：]/i.test(subject);
  const text = ownWords(full, { forwarded }) || subject;
  const messageId = headers.first('message-id').trim();
  const inReplyTo = headers.references.at(-1);
  return {
    type: 'mail',
    headers,
    subject,
    from: from.address,
    files,
    message: {
      channel: 'email',
      account: context.account,
      externalId: id,
      kind: kindOf(full, files),
      from: { id: from.address, ...(from.name === '' ? {} : { name: clean(from.name, 200) }) },
      thread: {
        key: /^<[^<>\s]{3,400}>$/.test(messageId) ? messageId : `mailto:${from.address}`,
        ...(inReplyTo === undefined ? {} : { inReplyTo }),
        ...(subject === '' ? {} : { subject }),
      },
      text,
      ...(full.trim() === text || full.trim() === '' ? {} : { fullText: full }),
      sentAt: sentAt(mail.date, context.receivedAt),
      receivedAt: context.receivedAt,
      ...(auto === undefined ? {} : { auto }),
      notices: [...notices, ...otherNotices(mail, from.address, full)],
    },
  };
}

function receiptOf(mail: ParsedMail, context: NormaliseContext): Receipt | undefined {
  const bounce = readBounce(mail, context.tokens);
  // A delay is news of no consequence: the server goes on trying, and reports again when it gives up.
  if (bounce === undefined || bounce.status === 'delayed') return undefined;
  return {
    outboxId: bounce.outboxId,
    providerId: bounce.messageId,
    account: context.account,
    status: bounce.status,
    at: context.receivedAt,
    ...(bounce.status === 'failed' ? { error: { code: bounce.code, message: bounce.diagnostic } } : {}),
  };
}

function bodyText(mail: ParsedMail): string {
  const plain = mail.text ?? '';
  if (plain.trim() !== '') return plain;
  return typeof mail.html === 'string' ? htmlToPlain(mail.html) : '';
}

/** The writer; a mail without a usable From may still name one who can be answered. */
function senderOf(mail: ParsedMail): { address: string; name: string } | undefined {
  for (const { address, name, group } of [...(mail.from?.value ?? []), ...(mail.replyTo?.value ?? [])]) {
    const usable = mailAddress(address ?? group?.[0]?.address);
    if (usable !== undefined) return { address: usable, name: name || '' };
  }
  return undefined;
}

function kindOf(text: string, files: readonly IncomingFile[]): 'text' | 'image' | 'file' {
  if (text.trim() !== '' || files.length === 0) return 'text';
  return files.every((file) => file.inline) ? 'image' : 'file';
}

/** A Date header is the sender's clock: believed unless it lies in the future or before there was this mail. */
function sentAt(date: Date | undefined, receivedAt: Date): Date {
  const time = date?.getTime() ?? NaN;
  const latest = receivedAt.getTime() + 10 * 60_000;
  return Number.isFinite(time) && time > Date.UTC(2000, 0) && time <= latest ? new Date(time) : receivedAt;
}

function cutNotice(cut: { size: number; limit: number; fileNames: string[] }) {
  const [size, limit] = [cut.size, cut.limit].map((bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`);
  const names = cut.fileNames.length === 0 ? '' : `附件：${cut.fileNames.join('、')}。`;
  const notice = `来信太大（${size}，上限 ${limit}），只保存了正文，附件未下载，原件仍在邮箱中。${names}`;
  return { files: [], notices: [notice] };
}

function otherNotices(mail: ParsedMail, from: string, full: string): string[] {
  const replyTo = mail.replyTo?.value.map((a) => mailAddress(a.address)).find((a) => a !== undefined);
  return [
    ...(replyTo !== undefined && replyTo !== from ? [`来信希望回复到 ${replyTo}，答复仍发往发件地址。`] : []),
    ...(full.length >= MAX_TEXT ? ['正文过长，只保存了开头部分，全文见原件。'] : []),
  ];
}

/** No NUL, no half surrogate: a store and a browser must be able to carry it. */
function clean(text: string, max: number): string {
  return Buffer.from(text.slice(0, max).replaceAll('\0', ''), 'utf8').toString('utf8');
}
