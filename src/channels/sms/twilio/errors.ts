import { z } from 'zod';
import type { SendFailure } from '../../channel.js';
import { SmsError } from '../provider.js';
import { transportError } from '../transport-error.js';

/** What the official client threw. `visible`: the call shows a citizen something, so silence is no failure. */
export function twilioError(error: unknown, visible: boolean): SmsError {
  const answer = RestAnswer.safeParse(error).data;
  if (answer === undefined) return transportError(error, visible);
  const { status, code } = answer;
  if (code !== undefined && code in MEANINGS) return errorOf(String(code));
  if (status === 429) return new SmsError('unreachable', '429', 'Twilio 要求放慢，稍后自动重试');
  if (status === 401 || status === 403) {
    return new SmsError(
      'auth',
      String(code ?? status),
      'Twilio 不接受账号凭据，请核对 Account SID 和 Auth Token',
    );
  }
  if (status < 500) return errorOf(String(code ?? `http-${status}`));
  const kind = visible ? 'unknown-outcome' : 'unreachable';
  return new SmsError(kind, `http-${status}`, `Twilio 返回 HTTP ${status}`);
}

/** The meaning of an error code, of the API or of a status call-back (twilio.com/docs/api/errors). */
export function errorOf(code: string): SmsError {
  const meaning = MEANINGS[code];
  if (meaning === undefined) return new SmsError('rejected', code, `Twilio 拒绝了这条短信（${code}）`);
  const { kind, says, ...more } = meaning;
  return new SmsError(kind, code, `${says}（${code}）`, more);
}

interface Meaning {
  kind: SendFailure;
  says: string;
  alarm?: true;
  retryAfterMs?: number;
}

const MEANINGS: Readonly<Record<string, Meaning>> = {
  20003: { kind: 'auth', says: 'Twilio 不接受账号凭据，请核对 Account SID 和 Auth Token' },
  20005: { kind: 'auth', says: 'Twilio 账号已停用' },
  20429: { kind: 'unreachable', says: 'Twilio 要求放慢，稍后自动重试' },
  21211: { kind: 'rejected', says: '号码无效' },
  21214: { kind: 'rejected', says: '号码无法到达' },
  21217: { kind: 'rejected', says: '号码无效' },
  21265: { kind: 'rejected', says: '收件号码不能是短号码' },
  21408: { kind: 'rejected', says: 'Twilio 账号没有开通向该地区发短信的权限', alarm: true },
  21602: { kind: 'rejected', says: '短信没有内容' },
  21603: { kind: 'auth', says: '没有设置发送号码' },
  21606: { kind: 'auth', says: '发送号码不属于本账号，或不能发短信' },
  21609: { kind: 'auth', says: '状态回执地址不是公网地址，请核对 publicBaseUrl 或 publicUrl' },
  21610: { kind: 'opted-out', says: '诉求人已回复 STOP 退订' },
  21611: { kind: 'unreachable', says: '发送队列已满，稍后自动重试', retryAfterMs: 60_000 },
  21612: { kind: 'rejected', says: '没有到该号码的线路', alarm: true },
  21614: { kind: 'rejected', says: '该号码不是手机号' },
  21617: { kind: 'rejected', says: '短信超过 1600 字' },
  21659: { kind: 'auth', says: '发送号码不属于本账号' },
  21703: { kind: 'auth', says: '消息服务里没有可用的号码' },
  21704: { kind: 'auth', says: '消息服务里没有可用的短代码' },
  21705: { kind: 'auth', says: '消息服务的 SID 无效' },
  30001: { kind: 'unreachable', says: '发送队列已满，稍后自动重试', retryAfterMs: 60_000 },
  30002: { kind: 'auth', says: 'Twilio 账号已被暂停' },
  30003: { kind: 'rejected', says: '手机关机或不在服务区' },
  30004: { kind: 'rejected', says: '对方或运营商拒收' },
  30005: { kind: 'rejected', says: '号码不存在或已停机' },
  30006: { kind: 'rejected', says: '号码是座机或线路不通' },
  30007: { kind: 'rejected', says: '短信被运营商过滤，请核对内容与报备' },
  30008: { kind: 'rejected', says: '未能送达，运营商未说明原因' },
  63038: {
    kind: 'unreachable',
    says: '今天的短信数量已用完，稍后自动重试',
    retryAfterMs: 3_600_000,
    alarm: true,
  },
};

/** RestException of the client; its class is not exported. */
const RestAnswer = z.object({ status: z.number(), code: z.number().optional().catch(undefined) });
