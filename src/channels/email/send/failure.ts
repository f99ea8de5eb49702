import { z } from 'zod';
import type { SendFailure, SendResult } from '../../channel.js';

type Failure = Extract<SendResult, { ok: false }>;

/**
 * What a failed SMTP conversation means. Decided by the server's reply code, because nodemailer uses one code
 * for "no such user" and for "try later" alike. Without a reply it matters whether the whole letter had
 * already left: then the server may have taken it, and sending it again could deliver it twice.
 */
export function readFailure(error: unknown, letterHasLeft: boolean): Failure {
  const { code = 'ESMTP', responseCode, response = '', command = '', message = '' } = SmtpError.parse(error);
  const said = (response || message).slice(0, 300);
  if (responseCode === undefined) {
    if (AUTH_CODES.has(code)) return failure('auth', code, said);
    if (letterHasLeft) return failure('unknown-outcome', code, said);
    // The letter itself cannot be sent: too large for the server, or without a usable recipient.
    if (code === 'EENVELOPE' || code === 'EMESSAGE') return failure('rejected', code, said);
    return failure('unreachable', code, said);
  }
  const reply = String(responseCode);
  if (responseCode >= 500 && (code === 'EAUTH' || AUTH_REPLIES.has(responseCode)))
    return failure('auth', reply, said);
  // A server that refuses the connection has said nothing about this letter.
  if (responseCode < 500 || GREETING.test(command))
    return { ...failure('unreachable', reply, said), ...later(responseCode) };
  return failure('rejected', reply, said);
}

export function failure(kind: SendFailure, code: string, said: string): Failure {
  return { ok: false, kind, code, message: `${SENTENCES[kind]}${said === '' ? '' : `（${said}）`}` };
}

const SENTENCES: Record<SendFailure, string> = {
  unreachable: '发信服务器暂时不能投递，稍后自动重试。',
  rejected: '邮件被拒收，请核对对方地址，或改用其他方式联系。',
  auth: '发信服务器拒绝登录，请检查邮箱用户名和密码（授权码）。',
  'unknown-outcome': '邮件已交出但没有得到确认，将以同一邮件编号（Message-ID）重发。',
  'window-closed': '',
  'opted-out': '',
};
const AUTH_CODES = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);
const AUTH_REPLIES = new Set([530, 534, 535, 538]);
const GREETING = /^(CONN|EHLO|HELO|STARTTLS)/;

/** Greylisting (450, 451) lets a letter pass after about five minutes; 421 is a busy server. */
function later(responseCode: number): { retryAfterMs?: number } {
  if (responseCode === 450 || responseCode === 451) return { retryAfterMs: 5 * 60_000 };
  return responseCode === 421 ? { retryAfterMs: 60_000 } : {};
}

const SmtpError = z
  .object({
    code: z.string().optional(),
    responseCode: z.number().optional(),
    response: z.string().optional(),
    command: z.string().optional(),
    message: z.string().optional(),
  })
  .catch({});
