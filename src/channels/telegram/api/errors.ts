import { GrammyError } from 'grammy';
import { z } from 'zod';
import type { SendFailure } from '../../channel.js';

/** What the Bot API answered instead of a result, by whose fault. `code` is its error_code or our word for it. */
export class TelegramError extends Error {
  constructor(
    readonly kind: SendFailure,
    readonly code: string,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/**
 * The meaning of a failed call (core.telegram.org/bots/api, "Making requests"). Of errors from below nothing
 * but the code is repeated: their messages carry the address, and with it the token.
 * @param visible whether doing it twice can be seen by a citizen: then silence is an unknown outcome.
 */
export function toTelegramError(error: unknown, visible: boolean): TelegramError {
  if (error instanceof TelegramError) return error;
  return error instanceof GrammyError ? answered(error, visible) : unanswered(error, visible);
}

function answered({ error_code, description, parameters }: GrammyError, visible: boolean): TelegramError {
  const failed = (kind: SendFailure, says: string, waitMs?: number): TelegramError =>
    new TelegramError(kind, String(error_code), `${says}（${error_code}：${words(description)}）`, waitMs);
  switch (error_code) {
    case 401:
    case 404:
      return failed('auth', '机器人的 token 无效，请向 @BotFather 核对');
    case 403:
      return NEVER_STARTED.test(description)
        ? failed('window-closed', '诉求人还没有打开与机器人的对话，Telegram 不允许先发')
        : failed('opted-out', '诉求人已停用与机器人的对话');
    case 409:
      return failed('unreachable', '另一个程序正在用同一个机器人收消息，请只保留一个');
    case 429:
      return failed('unreachable', '发送太频繁，稍后自动重试', (parameters.retry_after ?? 1) * 1000);
    default:
      if (error_code < 500) return failed('rejected', 'Telegram 拒绝了这个请求');
      return visible
        ? failed('unknown-outcome', 'Telegram 内部出错，是否已送出不明')
        : failed('unreachable', 'Telegram 内部出错，稍后自动重试');
  }
}
const NEVER_STARTED = /can't initiate conversation|can't send messages to the user/i;
const words = (description: string): string => description.slice(0, 200);

/** Only where no connection came about is it sure that nothing was sent. */
function unanswered(error: unknown, visible: boolean): TelegramError {
  const code = Cause.parse(error).error.code;
  if (visible && !NEVER_SENT.has(code)) {
    return new TelegramError('unknown-outcome', code, `已发给 Telegram，但没有得到确认（${code}）`);
  }
  return new TelegramError('unreachable', code, `连不上 Telegram（${code}），稍后自动重试`);
}
const Coded = z.object({ code: z.string().default('no-answer') }).catch({ code: 'no-answer' });
const Cause = z.object({ error: Coded }).catch({ error: { code: 'no-answer' } });
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
