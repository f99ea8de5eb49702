import { createHmac } from 'node:crypto';
import type { PushGateway } from '../config.js';
import { readSecret } from '../secrets.js';
import { postJson, type PushAnswer } from './http.js';
import type { PushNotice, PushProvider, PushResult } from './provider.js';

/**
 * A gateway of the city's own behind one address: a JSON POST, signed. The signature covers time and body,
 * `X-Hub-Signature: t=<seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`, so that neither can be changed nor
 * an old notice be played again.
 */
export class GatewayPush implements PushProvider {
  constructor(
    private readonly settings: PushGateway,
    private readonly clock: { now(): Date },
  ) {}

  async push(notice: PushNotice): Promise<PushResult> {
    const { url, secret, secretFile, requestSeconds } = this.settings;
    const body = JSON.stringify(notice);
    const seconds = Math.floor(this.clock.now().getTime() / 1000);
    const signature = signNotice(await readSecret(secret, secretFile), seconds, body);
    const headers = { 'x-hub-signature': signature, 'idempotency-key': notice.id };
    return resultOf(await postJson(url, body, headers, requestSeconds * 1000));
  }
}

export function signNotice(secret: string, seconds: number, body: string): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}

function resultOf(answer: PushAnswer | undefined): PushResult {
  if (!answer) return { type: 'later', message: '推送网关没有回应' };
  const { status, retryAfterMs } = answer;
  const message = `推送网关返回 HTTP ${status}`;
  if (status >= 200 && status < 300) return { type: 'taken' };
  if (status === 410) return { type: 'token-gone' };
  if (status === 401 || status === 403) return { type: 'auth', message: `${message}，请检查推送密钥` };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { type: 'later', message, retryAfterMs };
  return { type: 'refused', message };
}
