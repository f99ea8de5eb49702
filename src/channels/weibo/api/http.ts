import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';
import { z } from 'zod';
import { errorOf, WeiboError } from './errors.js';
import { parseJson } from './json.js';

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  token: string;
  params?: Record<string, string>;
  form?: Record<string, string>;
  /** True where doing it twice can be seen by people: then silence is an unknown outcome, not a failure. */
  visible?: boolean;
}
export interface HttpAnswer {
  bytes: Buffer;
  /** Undefined when the body is no JSON. */
  json: unknown;
}

/** One exchange with Weibo; every way to fail is a WeiboError. */
export class Http {
  private readonly client;

  constructor(
    timeoutMs: number,
    private readonly now: () => Date,
  ) {
    this.client = axios.create({
      timeout: timeoutMs,
      responseType: 'arraybuffer',
      maxContentLength: MAX_ANSWER_BYTES,
      maxRedirects: 0,
      // A kept connection that the other side has closed fails like one that took the reply: never known.
      httpAgent: new HttpAgent({ keepAlive: false }),
      httpsAgent: new HttpsAgent({ keepAlive: false }),
      // The only proxy is the one in the settings: one from the environment would not be known to Weibo.
      proxy: false,
      validateStatus: () => true,
    });
  }

  async exchange({ method, url, token, params, form, visible = false }: HttpRequest): Promise<HttpAnswer> {
    const headers = token === '' ? {} : { authorization: `OAuth2 ${token}` };
    const data = form && new URLSearchParams(form);
    const request = { method, url, headers, params, data };
    const answer = await this.client.request<ArrayBuffer>(request).catch((error: unknown) => {
      throw transportError(error, visible);
    });
    const bytes = Buffer.from(answer.data);
    const json = parseJson(bytes.toString());
    const failure = Failure.safeParse(json).data;
    if (failure) throw errorOf(failure.error_code, failure.error, this.now());
    if (answer.status >= 200 && answer.status < 300) return { bytes, json };
    const kind = answer.status < 500 ? 'rejected' : visible ? 'unknown-outcome' : 'unreachable';
    throw new WeiboError(kind, `http-${answer.status}`, `微博接口返回 HTTP ${answer.status}`);
  }
}

/** A photo in full size and its frame. */
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

/** `error_code` is a number today and a text in older documents. */
const Failure = z.object({
  error_code: z.union([z.string(), z.number()]).transform(String),
  error: z.string().default(''),
});

/**
 * Only where no connection came about is it sure that nothing was sent. The messages of axios may carry what
 * was sent, so they are not repeated.
 */
function transportError(error: unknown, visible: boolean): WeiboError {
  const { code } = Coded.parse(error);
  if (visible && !NEVER_SENT.has(code)) {
    return new WeiboError('unknown-outcome', code, `已发给微博，但没有得到确认（${code}）`);
  }
  return new WeiboError('unreachable', code, `连不上微博接口（${code}），稍后自动重试`);
}
const Coded = z.object({ code: z.string().default('network') }).catch({ code: 'network' });
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
