import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';
import { z } from 'zod';
import { WeChatError } from './errors.js';

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  params?: Record<string, string>;
  /** JSON when an object. */
  body?: object | FormData;
  /** True where doing it twice can be seen by a citizen: then silence is an unknown outcome, not a failure. */
  visible?: boolean;
}
export interface HttpAnswer {
  bytes: Buffer;
  contentType: string;
}

/** One HTTP exchange with the API; every way to fail is a WeChatError. */
export class Http {
  private readonly client;

  constructor(apiRoot: string, timeoutMs: number) {
    this.client = axios.create({
      baseURL: apiRoot,
      timeout: timeoutMs,
      responseType: 'arraybuffer',
      maxContentLength: MAX_ANSWER_BYTES,
      maxRedirects: 0,
      // A kept connection that the other side has closed fails like one that took the message: never known.
      httpAgent: new HttpAgent({ keepAlive: false }),
      httpsAgent: new HttpsAgent({ keepAlive: false }),
      // The only proxy is the one in the settings: one from the environment would not be in the IP 白名单.
      proxy: false,
      validateStatus: () => true,
    });
  }

  async exchange({ method, url, params, body, visible = false }: HttpRequest): Promise<HttpAnswer> {
    const request = { method, url, params, data: body };
    const answer = await this.client.request<ArrayBuffer>(request).catch((error: unknown) => {
      throw transportError(error, visible);
    });
    if (answer.status >= 200 && answer.status < 300) {
      return { bytes: Buffer.from(answer.data), contentType: String(answer.headers['content-type'] ?? '') };
    }
    const kind = answer.status < 500 ? 'rejected' : visible ? 'unknown-outcome' : 'unreachable';
    throw new WeChatError(kind, `http-${answer.status}`, `微信接口返回 HTTP ${answer.status}`);
  }
}

/** A video of 10 MB and its frame. */
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

/**
 * Only where no connection came about is it sure that nothing was sent. The messages of axios may carry the
 * address with the token in it, so they are not repeated.
 */
function transportError(error: unknown, visible: boolean): WeChatError {
  const { code } = Coded.parse(error);
  if (visible && !NEVER_SENT.has(code)) {
    return new WeChatError('unknown-outcome', code, `已发给微信，但没有得到确认（${code}）`);
  }
  return new WeChatError('unreachable', code, `连不上微信接口（${code}），稍后自动重试`);
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
