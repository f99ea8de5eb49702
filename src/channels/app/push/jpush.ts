import { z } from 'zod';
import type { JPush } from '../config.js';
import { readSecret } from '../secrets.js';
import { postJson, type PushAnswer } from './http.js';
import type { PushNotice, PushProvider, PushResult } from './provider.js';

/**
 * 极光 Push API v3 (docs.jiguang.cn/jpush/server/push/rest_api_v3_push): Basic authentication with AppKey
 * and Master Secret, one registration id a call. The push token of a device is its registration id.
 */
export class JPushPush implements PushProvider {
  constructor(private readonly settings: JPush) {}

  async push(notice: PushNotice): Promise<PushResult> {
    const { appKey, masterSecret, masterSecretFile, apiRoot, production, requestSeconds } = this.settings;
    if (notice.platform === 'harmony')
      return { type: 'refused', message: '极光推送尚未用于鸿蒙设备，请改用推送网关' };
    const secret = await readSecret(masterSecret, masterSecretFile);
    const authorization = `Basic ${Buffer.from(`${appKey}:${secret}`).toString('base64')}`;
    const body = JSON.stringify(payloadOf(notice, notice.platform, production));
    return resultOf(await postJson(`${apiRoot}/v3/push`, body, { authorization }, requestSeconds * 1000));
  }
}

function payloadOf(
  { id, token, title, text, ttlSeconds }: PushNotice,
  platform: 'android' | 'ios',
  production: boolean,
): object {
  return {
    platform: [platform],
    audience: { registration_id: [token] },
    notification:
      platform === 'ios'
        ? { ios: { alert: { title, body: text }, sound: 'default', badge: '+1' } }
        : { android: { title, alert: text } },
    // The longest that the service keeps a notice is ten days.
    options: {
      time_to_live: Math.min(ttlSeconds, 864_000),
      apns_production: production,
      apns_collapse_id: id.slice(0, 64),
    },
  };
}

const Refusal = z.object({ error: z.object({ code: z.number(), message: z.string() }) });

/** By the service's own code where there is one: its HTTP status is 400 for a phone that is gone as well. */
function resultOf(answer: PushAnswer | undefined): PushResult {
  if (!answer) return { type: 'later', message: '极光推送没有回应' };
  const { status, text, retryAfterMs } = answer;
  if (status === 200) return { type: 'taken' };
  const refusal = Refusal.safeParse(parseJson(text));
  const code = refusal.success ? refusal.data.error.code : undefined;
  const message = `极光推送返回 ${code ?? `HTTP ${status}`}`;
  if (code === 1011) return { type: 'token-gone' };
  if ((code !== undefined && SETTINGS_WRONG.has(code)) || status === 401 || status === 403)
    return { type: 'auth', message: `${message}，请检查 AppKey、Master Secret 与 IP 白名单` };
  if (status === 429 || status >= 500) return { type: 'later', message, retryAfterMs };
  return { type: 'refused', message };
}

/** 1004 验证失败, 1008 app_key 非法, 1020 只支持 HTTPS, 2003 已被限制调用, 2004 不在 IP 白名单. */
const SETTINGS_WRONG: ReadonlySet<number> = new Set([1004, 1008, 1020, 2003, 2004]);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page in place of the service: its status decides.
    return undefined;
  }
}
