/**
 * How many days an access token lives, by the audit level of the application (open.weibo.com, 授权有效期);
 * `service` is the token of the 粉丝服务 console. Weibo gives web applications nothing to renew it with:
 * somebody has to authorise again, so they are told in time.
 */
export const TOKEN_DAYS = { test: 1, normal: 7, middle: 15, high: 30, partner: 90, service: 365 } as const;
export type TokenLevel = keyof typeof TOKEN_DAYS;

export function expiryOf(issued: { at: Date; level: TokenLevel }): Date {
  return new Date(issued.at.getTime() + TOKEN_DAYS[issued.level] * DAY_MS);
}

/** What staff should know of a token near its end; undefined while there is nothing to do. */
export function expiryWarning(expiresAt: Date, now: Date): string | undefined {
  const left = expiresAt.getTime() - now.getTime();
  if (left > WARN_MS) return undefined;
  const when = CHINA_TIME.format(expiresAt);
  return left > 0
    ? `access_token 将于 ${when} 到期，请在此之前重新授权并更换`
    : `access_token 已于 ${when} 到期，请重新授权并更换`;
}

const DAY_MS = 24 * 3_600_000;
/** Time for a weekend. A token of one day is always near its end. */
const WARN_MS = 3 * DAY_MS;
const CHINA_TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
});
