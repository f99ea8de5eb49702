import type { SendMailOptions } from 'nodemailer';
import type { ChannelHost } from '../../channel.js';
import type { StoredOutbound } from '../../../core/model/message.js';
import { plusAddress } from '../address.js';
import type { EmailAccount } from '../config.js';
import { SUBJECT_TOKEN, type MailTokens } from '../tokens.js';

/** The mail of an outgoing message. The same message and key give the same mail, apart from its date. */
export function composeMail(
  message: StoredOutbound,
  to: string,
  attachments: readonly { name: string; mime: string; bytes: Buffer }[],
  context: { account: EmailAccount; tokens: MailTokens; messageId: string; now: Date },
): SendMailOptions {
  const { account, tokens, messageId, now } = context;
  const token = message.ticketId === undefined ? undefined : tokens.ticket(message.ticketId, to);
  const answerTo =
    token !== undefined && account.plusAddress ? plusAddress(account.address, token) : undefined;
  const references = referencesOf(message);
  const inReplyTo = references.at(-1);
  return {
    messageId,
    date: now,
    from: { name: account.displayName, address: account.address },
    to,
    ...(answerTo === undefined ? {} : { replyTo: answerTo }),
    ...(inReplyTo === undefined ? {} : { inReplyTo, references }),
    subject: subjectOf(message, account, token),
    text: message.content.text,
    html: message.content.html ?? textToHtml(message.content.text),
    headers: automaticHeaders(message, account, inReplyTo !== undefined),
    attachments: attachments.map(({ name, mime, bytes }) => ({
      filename: name,
      contentType: mime,
      content: bytes,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Total of the attachments that a mail may carry: 15 MB grow to 20 MB in base64, which every provider takes. */
export const MAX_ATTACHMENT_BYTES = 15 * 1024 * 1024;

/** The files of a message with their bytes; the name of the first that the hub no longer has. */
export async function readAttachments(
  message: StoredOutbound,
  host: ChannelHost,
): Promise<{ files: { name: string; mime: string; bytes: Buffer }[]; missing?: string }> {
  const files = [];
  for (const { id, name } of message.content.attachments) {
    const found = await host.readAttachment(id);
    if (found === undefined) return { files: [], missing: name };
    files.push({ name: found.attachment.name, mime: found.attachment.mime, bytes: found.bytes });
  }
  return { files };
}

/** The mail that is answered last, what that one answered before it: enough for every client's grouping. */
function referencesOf(message: StoredOutbound): string[] {
  const ids = [message.thread.inReplyTo, message.thread.key];
  return [...new Set(ids.filter((id): id is string => id !== undefined && MESSAGE_ID.test(id)))];
}

function subjectOf(message: StoredOutbound, account: EmailAccount, token: string | undefined): string {
  const answered = message.thread.subject?.replace(/^\s*((re|回复|答复|回覆)\s*[:：]\s*)+/i, '');
  const subject =
    message.content.subject ?? (answered ? `Re: ${answered}` : account.displayName || '12345 热线');
  const plain = subject.replace(SUBJECT_TOKEN, '').replace(/\s+/g, ' ').trim();
  return token === undefined ? plain : `${plain} [#${token}]`;
}

/**
 * Marks what no person wrote (RFC 3834), so that other machines do not answer it. Exchange is asked to keep
 * its absence notes, but not its delivery reports: "All" would suppress those too, and a failed mail would
 * look sent ([MS-OXCMAIL] X-Auto-Response-Suppress).
 */
function automaticHeaders(
  message: StoredOutbound,
  account: EmailAccount,
  isAnswer: boolean,
): Record<string, string> {
  if (message.author.type !== 'bot' && !message.automatic) return {};
  return {
    'Auto-Submitted': isAnswer ? 'auto-replied' : 'auto-generated',
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
    'X-Loop': account.address,
  };
}

/** Plain text as simple HTML: paragraphs, line breaks and web links, everything else escaped. */
function textToHtml(text: string): string {
  const paragraphs = text.trim().split(/\n{2,}/);
  const html = paragraphs.map(
    (paragraph) => `<p>${link(escapeHtml(paragraph)).replace(/\n/g, '<br>\n')}</p>`,
  );
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>\n${html.join('\n')}\n</body></html>`;
}

function link(escaped: string): string {
  return escaped.replace(/https?:\/\/[\w.:/?#@!$()*+,;=%~-]+(?:&amp;[\w.:/?#@!$()*+,;=%~-]+)*/g, (url) => {
    return `<a href="${url}">${url}</a>`;
  });
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replaceAll('&#38;', '&amp;');
}

const MESSAGE_ID = /^<[^<>\s]{3,400}>$/;
