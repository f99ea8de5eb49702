import { randomUUID } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';
import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';
import type { AliyunAccount } from '../config.js';
import { SmsError } from '../provider.js';
import { transportError } from '../transport-error.js';
import { aliyunError } from './errors.js';
import { type Acs3Key, signAcs3 } from './sign.js';

export interface SendSms {
  PhoneNumbers: string;
  SignName: string;
  TemplateCode: string;
  TemplateParam: string;
  OutId: string;
}

/** The calls of 短信服务 (dysmsapi 2017-05-25) that the channel makes. What goes wrong is thrown as an SmsError. */
export class AliyunClient {
  private readonly http;
  private readonly host: string;

  constructor(
    account: Pick<AliyunAccount, 'apiRoot' | 'requestSeconds'>,
    private readonly key: Acs3Key,
    private readonly clock: ChannelHost['clock'],
  ) {
    this.host = new URL(account.apiRoot).host;
    this.http = axios.create({
      baseURL: account.apiRoot,
      timeout: account.requestSeconds * 1000,
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      maxContentLength: 1_048_576,
      maxRedirects: 0,
      // A kept connection that the other side has closed fails like one that took the message: never known.
      httpAgent: new HttpAgent({ keepAlive: false }),
      httpsAgent: new HttpsAgent({ keepAlive: false }),
      validateStatus: () => true,
    });
  }

  /** Gives the 发送回执ID (BizId). */
  async sendSms(sms: SendSms): Promise<string> {
    const { BizId } = await this.call('SendSms', { ...sms }, Sent, true);
    return BizId;
  }

  /** `OutId` of the messages to a number on a day ("20261123"), newest first; at most 50. */
  async sentOn(PhoneNumber: string, SendDate: string): Promise<string[]> {
    const query = { PhoneNumber, SendDate, PageSize: '50', CurrentPage: '1' };
    const { SmsSendDetailDTOs } = await this.call('QuerySendDetails', query, Details, false);
    return SmsSendDetailDTOs.SmsSendDetailDTO.map(({ OutId }) => OutId);
  }

  async template(TemplateCode: string): Promise<z.infer<typeof Template>> {
    return this.call('QuerySmsTemplate', { TemplateCode }, Template, false);
  }

  /** `visible`: a citizen sees what it does, so silence after it is an unknown outcome. */
  private async call<T>(
    action: string,
    params: Record<string, string>,
    schema: z.ZodType<T>,
    visible: boolean,
  ): Promise<T> {
    const at = this.clock.now();
    const request = { method: 'POST', host: this.host, action, version: '2017-05-25', body: '' } as const;
    const { query, headers } = signAcs3({ ...request, query: params, at, nonce: randomUUID() }, this.key);
    const { status, data } = await this.http
      .request<unknown>({
        method: 'POST',
        url: `/?${query}`,
        headers: { ...headers, accept: 'application/json' },
      })
      .catch((error: unknown) => {
        throw transportError(error, visible);
      });
    const json = parseJson(data);
    const { Code: code, Message: message } = Answer.parse(json);
    // Errors of the business come as HTTP 200, those of the gateway as 4xx and 5xx; both name a Code.
    if (code !== undefined && code !== 'OK') throw this.failure(code, message, visible);
    const parsed = schema.safeParse(json);
    if (status === 200 && parsed.success) return parsed.data;
    const kind = visible ? 'unknown-outcome' : 'unreachable';
    throw new SmsError(kind, `http-${status}`, `阿里云的回答无法理解（HTTP ${status}）`);
  }

  private failure(code: string, message: string, visible: boolean): SmsError {
    const error = aliyunError(code, message, this.clock.now());
    if (visible || error.kind !== 'unknown-outcome') return error;
    return new SmsError('unreachable', error.code, `阿里云系统错误（${code}）`);
  }
}

const Answer = z
  .object({ Code: z.string().optional(), Message: z.string().default('') })
  .catch({ Code: undefined, Message: '' });
const Sent = z.object({ BizId: z.string().min(1) });
const Details = z.object({
  SmsSendDetailDTOs: z.object({ SmsSendDetailDTO: z.array(z.object({ OutId: z.string().default('') })) }),
});
/** `TemplateStatus`: 0 审核中, 1 通过, 2 未通过, 10 审核取消. */
const Template = z.object({ TemplateStatus: z.number(), TemplateContent: z.string().default('') });

function parseJson(body: unknown): unknown {
  try {
    return JSON.parse(z.string().parse(body));
  } catch {
    return undefined;
  }
}
