import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';

export interface PushAnswer {
  status: number;
  text: string;
  /** From Retry-After, when it is given in seconds. */
  retryAfterMs?: number;
}

/** Posts JSON to a push service; undefined when no answer came, for whatever reason. */
export async function postJson(
  url: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<PushAnswer | undefined> {
  try {
    const answer = await axios.post<string>(url, body, {
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      timeout: timeoutMs,
      // The client's time limit stops at the headers; this one covers the body too.
      signal: AbortSignal.timeout(timeoutMs + 1000),
      responseType: 'text',
      transformResponse: [],
      maxContentLength: 100_000,
      maxRedirects: 0,
      proxy: false,
      httpAgent: new HttpAgent({ keepAlive: false }),
      httpsAgent: new HttpsAgent({ keepAlive: false }),
      validateStatus: () => true,
    });
    const seconds = Number(answer.headers['retry-after'] ?? NaN);
    return {
      status: answer.status,
      text: answer.data,
      ...(seconds >= 0 && { retryAfterMs: seconds * 1000 }),
    };
  } catch (error) {
    if (axios.isAxiosError(error)) return undefined;
    throw error;
  }
}
