import type { SendFailure } from '../../channel.js';

/** What Weibo answered instead of a result, by whose fault. `code` is its error_code or our word for it. */
export class WeiboError extends Error {
  constructor(
    readonly kind: SendFailure,
    readonly code: string,
    message: string,
    readonly more: {
      retryAfterMs?: number;
      /** What Weibo refuses until the next hour. */
      closes?: Closes;
      /** Weibo failed inside and may have done it all the same. */
      isDoubtful?: boolean;
    } = {},
  ) {
    super(message);
  }

  /** The same text was sent a moment ago: to somebody else, or by an attempt of which we never heard. */
  get isRepeat(): boolean {
    return this.code === '20017' || this.code === '20019';
  }
}

/** `call`: calls of that kind; `all`: every call of the account. */
export type Closes = 'call' | 'all';

/** The meaning of an error_code (open.weibo.com/wiki/Error_code). */
export function errorOf(code: string, said: string, now: Date): WeiboError {
  const { kind, says, wait, closes, isDoubtful } = ERRORS[code] ?? UNKNOWN;
  const words = said === '' ? '' : `：${said.slice(0, 200)}`;
  const retryAfterMs = closes === undefined ? wait : untilNextHour(now);
  return new WeiboError(kind, code, `${says}（${code}${words}）`, { retryAfterMs, closes, isDoubtful });
}

/** Weibo counts by the hour of the clock. A minute later its counters have surely begun anew. */
export function untilNextHour(now: Date): number {
  return HOUR_MS - (now.getTime() % HOUR_MS) + MINUTE_MS;
}

interface Meaning {
  kind: SendFailure;
  says: string;
  wait?: number;
  closes?: Closes;
  isDoubtful?: true;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const UNKNOWN: Meaning = { kind: 'rejected', says: '微博拒绝了这个请求' };
const busy: Meaning = { kind: 'unreachable', says: '微博系统繁忙，稍后自动重试' };
const failing: Meaning = { ...busy, isDoubtful: true };
const token = (says: string): Meaning => ({
  kind: 'auth',
  says: `${says}，请重新授权并更换 access_token`,
});

const ERRORS: Readonly<Record<string, Meaning>> = {
  10001: failing,
  10002: busy,
  10003: failing,
  10009: busy,
  10010: failing,
  10011: failing,
  10004: { kind: 'auth', says: '本机地址被微博限制，请在应用设置中核对 IP' },
  10005: { kind: 'auth', says: '应用没有这个接口的权限，请在微博开放平台申请' },
  10006: { kind: 'auth', says: '缺少 appkey，请核对 access_token' },
  10013: { kind: 'auth', says: '微博账号不可用，请登录微博查看' },
  10014: { kind: 'auth', says: '应用没有这个接口的权限，请在微博开放平台申请' },
  10022: { kind: 'unreachable', says: '本机地址这一小时的调用次数已用完', closes: 'all' },
  10023: { kind: 'unreachable', says: '账号这一小时的调用次数已用完', closes: 'all' },
  10024: { kind: 'unreachable', says: '这个接口这一小时的调用次数已用完', closes: 'call' },
  20003: { kind: 'rejected', says: '诉求人的微博账号不存在' },
  20008: { kind: 'rejected', says: '内容为空' },
  20012: { kind: 'rejected', says: '内容超过微博的长度限制' },
  20016: { kind: 'unreachable', says: '发布过于频繁，十分钟后自动重试', wait: 10 * MINUTE_MS },
  20017: { kind: 'rejected', says: '内容与刚发出的相似' },
  20018: { kind: 'rejected', says: '内容含有微博不允许的网址' },
  20019: { kind: 'rejected', says: '内容与刚发出的重复' },
  20020: { kind: 'rejected', says: '微博认为内容含有广告' },
  20021: { kind: 'rejected', says: '微博认为内容违规' },
  20022: { kind: 'unreachable', says: '本机地址行为异常，被微博暂时限制', wait: HOUR_MS },
  20101: { kind: 'rejected', says: '原微博已不存在' },
  20201: { kind: 'rejected', says: '原评论已不存在' },
  20206: { kind: 'opted-out', says: '博主只允许关注的人评论' },
  20207: { kind: 'opted-out', says: '博主只允许可信用户评论' },
  20301: { kind: 'opted-out', says: '诉求人没有关注我们，不能发私信' },
  21301: token('授权失败'),
  21314: token('access_token 已被使用'),
  21315: token('access_token 已过期'),
  21316: token('access_token 已被撤销'),
  21317: token('access_token 被拒绝'),
  21319: token('授权关系已被解除'),
  21321: { kind: 'auth', says: '应用未通过审核，只对测试账号可用，请在微博开放平台提交审核' },
  21327: token('access_token 已过期'),
  21332: token('access_token 无效'),
};
