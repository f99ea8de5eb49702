import type { SendFailure } from '../../channel.js';

/** What the API answered instead of a result, by whose fault. `code` is WeChat's errcode or our word for it. */
export class WeChatError extends Error {
  constructor(
    readonly kind: SendFailure,
    readonly code: string,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/** The access token is not, or no longer, the right one: the only errors that a new token mends. */
export const TOKEN_ERRORS: ReadonlySet<number> = new Set([40001, 40014, 42001]);

/** The meaning of an errcode (developers.weixin.qq.com, 全局返回码). */
export function errorOf(errcode: number, errmsg: string, now: Date): WeChatError {
  const { kind, says, wait } = ERRORS[errcode] ?? { kind: 'rejected', says: '微信拒绝了这个请求' };
  const said = errmsg === '' ? '' : `：${errmsg.slice(0, 200)}`;
  return new WeChatError(kind, String(errcode), `${says}（${errcode}${said}）`, wait?.(now));
}

interface Meaning {
  kind: SendFailure;
  says: string;
  wait?: (now: Date) => number;
}

const AUTH = 'auth' as const;
const ERRORS: Readonly<Record<number, Meaning>> = {
  [-1]: { kind: 'unreachable', says: '微信系统繁忙，稍后自动重试' },
  40001: { kind: AUTH, says: 'access_token 无效，请核对 AppSecret，并确认没有别的系统在使用它' },
  40014: { kind: AUTH, says: 'access_token 不合法，请核对 AppSecret' },
  42001: { kind: AUTH, says: 'access_token 过期且无法更新' },
  40013: { kind: AUTH, says: 'AppID 不正确' },
  40125: { kind: AUTH, says: 'AppSecret 不正确' },
  40243: { kind: AUTH, says: 'AppSecret 已被冻结，请在微信开发者平台解冻' },
  40164: { kind: AUTH, says: '本机地址不在 IP 白名单中，请在公众平台添加' },
  61004: { kind: AUTH, says: '本机地址不在 IP 白名单中，请在公众平台添加' },
  48001: { kind: AUTH, says: '公众号没有这个接口的权限，请确认已认证' },
  48004: { kind: AUTH, says: '接口被封禁，请登录公众平台查看' },
  50002: { kind: AUTH, says: '公众号的这项权限被停用' },
  45009: { kind: 'unreachable', says: '今天的接口调用次数已用完，明天自动继续', wait: untilTomorrow },
  45011: { kind: 'unreachable', says: '接口调用太频繁，一分钟后自动重试', wait: () => 60_000 },
  45015: { kind: 'window-closed', says: '诉求人超过 48 小时没有互动，微信不允许再发' },
  45047: { kind: 'window-closed', says: '诉求人回复之前，微信不允许再发更多条' },
  43004: { kind: 'opted-out', says: '诉求人没有关注公众号' },
  45002: { kind: 'rejected', says: '内容超过微信的长度限制' },
  40003: { kind: 'rejected', says: 'openid 不属于这个公众号' },
  40007: { kind: 'rejected', says: '文件在微信已过期或不存在（只保留 3 天）' },
  40037: { kind: 'rejected', says: '模板ID 不正确，请核对设置' },
  47003: { kind: 'rejected', says: '模板消息的内容与模板不符，请核对设置' },
};

/** Quotas of the API begin anew at midnight in China; ten minutes later the crowd is over. */
function untilTomorrow(now: Date): number {
  const china = now.getTime() + 8 * HOUR_MS;
  return DAY_MS - (china % DAY_MS) + 10 * 60_000;
}
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
