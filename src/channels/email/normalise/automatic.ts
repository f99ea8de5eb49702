import type { AutoKind } from '../../../core/model/message.js';
import type { OwnAddresses } from '../address.js';
import type { MailHeaders } from './headers.js';

/**
 * Why a mail must not be answered automatically, or undefined when a person wrote it. One unanswered mail of a
 * person is found by staff; one loop between two machines has filled whole mailboxes. Signs of RFC 3834, of
 * Exchange ([MS-OXCMAIL] X-Auto-Response-Suppress) and of the clients and list servers seen in practice.
 */
export function automaticKind(mail: {
  headers: MailHeaders;
  from: string | undefined;
  subject: string;
  text: string;
  own: OwnAddresses;
}): AutoKind | undefined {
  const { headers, subject, text, own } = mail;
  const from = mail.from ?? '';
  if (isBounce(headers, from)) return 'bounce';
  if ((from !== '' && own.has(from)) || headers.all('x-loop').some((value) => own.has(value.toLowerCase())))
    return 'own';
  const precedence = headers.first('precedence').toLowerCase();
  if (headers.has('list-id') || headers.has('list-unsubscribe') || /^(list|bulk|junk)/.test(precedence))
    return 'list';
  const signs = [
    headers.has('auto-submitted') && !/^no\b/i.test(headers.first('auto-submitted')),
    /^auto_reply/.test(precedence),
    SUPPRESS.test(headers.first('x-auto-response-suppress')),
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply'].some((name) => headers.has(name)),
    /^multipart\/report/i.test(headers.first('content-type')),
    isEmptyPath(headers),
    /^(no-?reply|do-?not-?reply|noreply[\w.-]*|.*[._-]no-?reply)@/.test(from),
    // A subject alone proves nothing: people answer to automatic answers. It counts with such words in the text.
    AUTO_SUBJECT.test(subject) && (AUTO_WORDS.test(text) || headers.references.length > 0),
  ];
  return signs.some(Boolean) ? 'auto-reply' : undefined;
}

function isBounce(headers: MailHeaders, from: string): boolean {
  const type = headers.first('content-type');
  if (/^multipart\/report/i.test(type) && /report-type\s*=\s*"?delivery-status/i.test(type)) return true;
  return /^(mailer-daemon|mail-daemon|postmaster)@/.test(from) || headers.has('x-failed-recipients');
}

function isEmptyPath(headers: MailHeaders): boolean {
  return headers.has('return-path') && /^<\s*>$/.test(headers.first('return-path'));
}

const SUPPRESS = /\b(all|autoreply|oof|dr|rn|nrn)\b/i;
const AUTO_SUBJECT =
  /^\s*(自动回复|自动答复|自動回覆|自動回復|out of (the )?office|automatic reply|auto(matic)?[ -]?repl(y|ied))/i;
const AUTO_WORDS =
  /自动回复|自動回覆|不在办公室|休假|出差期间|尽快(给您)?回复|已收到您的(邮件|来信)|out of (the )?office|automatic reply|on (vacation|leave)/i;
