import type { ParsedMail } from 'mailparser';
import type { MailTokens } from '../tokens.js';

/** What a delivery report says about one of our mails. */
export interface Bounce {
  outboxId: string;
  messageId: string;
  status: 'failed' | 'delivered' | 'delayed';
  /** Enhanced status code (RFC 3463) such as 5.1.1, or the plain reply code. */
  code: string;
  diagnostic: string;
}

/**
 * Reads a delivery report (RFC 3464), or a provider's letter in its own words (QQ and 163 write such), when it
 * names a Message-ID of ours. Only an id with our HMAC counts: anybody can write a letter that looks like a
 * report, and must not be able to mark a stranger's mail as failed.
 */
export function readBounce(mail: ParsedMail, tokens: MailTokens): Bounce | undefined {
  const reports = mail.attachments.filter((a) => a.contentType === 'message/delivery-status');
  const originals = mail.attachments.filter((a) => ORIGINAL.test(a.contentType));
  const report = contentOf(reports);
  const letter = `${mail.text ?? ''}\n${typeof mail.html === 'string' ? mail.html.slice(0, LIMIT) : ''}`;
  const found = ownMessageId(`${contentOf(originals)}\n${report}\n${letter}`, tokens);
  if (found === undefined) return undefined;

  const action = /^Action:\s*(\w+)/im.exec(report)?.[1]?.toLowerCase();
  const code = /^Status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(report)?.[1] ?? replyCode(letter);
  const diagnostic = /^Diagnostic-Code:\s*(?:[\w-]+;\s*)?(.+(?:\r?\n[ \t].+)*)/im.exec(report)?.[1];
  return {
    ...found,
    status: statusOf(action, code),
    code,
    diagnostic: oneLine(diagnostic ?? letter.slice(0, 2000).replace(/<[^<>]*>/g, ' ')),
  };
}

const LIMIT = 200_000;
const ORIGINAL = /^(message\/rfc822|message\/global|text\/rfc822-headers|message\/rfc822-headers)$/;

function contentOf(attachments: ParsedMail['attachments']): string {
  return attachments.map((a) => a.content.subarray(0, LIMIT).toString('utf8')).join('\n');
}

function ownMessageId(text: string, tokens: MailTokens): { outboxId: string; messageId: string } | undefined {
  const candidates =
    text.slice(0, 4 * LIMIT).match(/(?:<|&lt;|\b)[~\w-]{1,200}\.[a-z0-9]{12}@[\w.-]{1,253}/g) ?? [];
  for (const candidate of new Set(candidates.slice(0, 100))) {
    const messageId = `<${candidate.replace(/^(<|&lt;)/, '')}>`;
    const outboxId = tokens.readMessageId(messageId);
    if (outboxId !== undefined) return { outboxId, messageId };
  }
  return undefined;
}

function replyCode(letter: string): string {
  return /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(letter)?.[1] ?? /\b([45]\d\d)\b/.exec(letter)?.[1] ?? 'unknown';
}

function statusOf(action: string | undefined, code: string): Bounce['status'] {
  if (action === 'delayed' || (action === undefined && code.startsWith('4'))) return 'delayed';
  return action === 'delivered' || action === 'relayed' || action === 'expanded' ? 'delivered' : 'failed';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}
