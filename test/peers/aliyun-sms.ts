import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** The account that the peer plays Aliyun for. */
export const ACCOUNT = {
  account: 'mainland',
  accessKeyId: 'LTAI-test',
  accessKeySecret: 'the secret of the key',
  signName: '盐城12345',
  pushSecret: 'a-secret-part-of-the-address',
  templates: {
    'phone.code': { code: 'SMS_1', params: { code: '{digits}' } },
    '*': { code: 'SMS_2', params: { a: '{text}', b: '{text}', reply: '{reply}' } },
  },
} as const;

/** A message that Aliyun took. */
export interface Taken {
  BizId: string;
  PhoneNumbers: string;
  TemplateCode: string;
  OutId: string;
  params: Record<string, string>;
  day: string;
}

/** How a call ends. */
export type Fault =
  /** Business errors come as HTTP 200, those of the gateway otherwise. */
  | { type: 'code'; Code: string; Message?: string; status?: number }
  | { type: 'http'; status: number }
  /** Aliyun takes the message and never answers. */
  | { type: 'silence' };
type Action = 'SendSms' | 'QuerySendDetails' | 'QuerySmsTemplate';

/** dysmsapi.aliyuncs.com on loopback: signatures checked, templates approved, variables limited. */
export class AliyunSmsPeer {
  readonly taken: Taken[] = [];
  readonly calls: string[] = [];
  readonly templates = new Map<string, { status: number; content: string }>([
    ['SMS_1', { status: 1, content: '您的验证码为${code}，五分钟内有效。' }],
    ['SMS_2', { status: 1, content: '${a}${b} 回复此事请以 ${reply} 开头' }],
  ]);

  private readonly faults: { action: Action; fault: Fault }[] = [];
  private readonly held = new Set<ServerResponse>();
  private holding: { arrived: () => void; released: Promise<void> } | undefined;

  private constructor(
    private server: Server,
    private readonly port: number,
  ) {}

  static async open(): Promise<AliyunSmsPeer> {
    const server = createServer();
    const peer = new AliyunSmsPeer(server, await listen(server, 0));
    peer.serve(server);
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  failNext(action: Action, ...faults: Fault[]): void {
    this.faults.push(...faults.map((fault) => ({ action, fault })));
  }

  /** Messages wait, taken but not answered, until released. */
  hold(): { arrived: Promise<void>; release: () => void } {
    let [arrived, release] = [(): void => {}, (): void => {}];
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    this.holding = { arrived, released };
    return { arrived: arrival, release: () => ((this.holding = undefined), release()) };
  }

  async goAway(): Promise<void> {
    for (const response of this.held) response.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async comeBack(): Promise<void> {
    this.server = createServer();
    await listen(this.server, this.port);
    this.serve(this.server);
  }

  private serve(server: Server): void {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => void this.answer(request, Buffer.concat(chunks), response));
    });
  }

  private async answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const action = z
      .enum(['SendSms', 'QuerySendDetails', 'QuerySmsTemplate'])
      .parse(request.headers['x-acs-action']);
    this.calls.push(action);
    const reply = (value: object, status = 200): void => {
      const document = { RequestId: 'F655A8D5-B967-440B-8683-DAD6FF8DE990', ...value };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document));
    };
    if (!isSigned(request, body)) return reply({ Code: 'SignatureDoesNotMatch', Message: 'no match' }, 400);
    const index = this.faults.findIndex((each) => each.action === action);
    const fault = index === -1 ? undefined : this.faults.splice(index, 1)[0]?.fault;
    if (fault?.type === 'code') {
      const { Code, Message = 'as the test asked', status } = fault;
      return reply({ Code, Message }, status);
    }
    if (fault?.type === 'http') return void response.writeHead(fault.status).end('not JSON');
    const query = Object.fromEntries(new URL(request.url ?? '/', this.url).searchParams);
    switch (action) {
      case 'QuerySmsTemplate': {
        const found = this.templates.get(query['TemplateCode'] ?? '');
        if (found === undefined) return reply({ Code: 'isv.SMS_TEMPLATE_ILLEGAL', Message: '模板不合法' });
        return reply({ Code: 'OK', TemplateStatus: found.status, TemplateContent: found.content });
      }
      case 'QuerySendDetails': {
        const { PhoneNumber, SendDate } = query;
        const found = this.taken.filter((t) => t.PhoneNumbers === PhoneNumber && t.day === SendDate);
        const SmsSendDetailDTO = found.map(({ OutId }) => ({ PhoneNum: PhoneNumber, SendStatus: 3, OutId }));
        return reply({ Code: 'OK', TotalCount: found.length, SmsSendDetailDTOs: { SmsSendDetailDTO } });
      }
      case 'SendSms': {
        const refusal = this.take(query);
        if (refusal !== undefined) return reply({ Code: refusal, Message: refusal });
        if (fault?.type === 'silence') return void this.held.add(response);
        this.holding?.arrived();
        await this.holding?.released;
        return reply({ Code: 'OK', Message: 'OK', BizId: this.taken.at(-1)?.BizId });
      }
    }
  }

  private take(query: Record<string, string>): string | undefined {
    const { PhoneNumbers, SignName, TemplateCode, TemplateParam, OutId } = SendSms.parse(query);
    const template = this.templates.get(TemplateCode);
    if (template?.status !== 1) return 'isv.SMS_TEMPLATE_ILLEGAL';
    if (SignName !== ACCOUNT.signName) return 'isv.SMS_SIGNATURE_ILLEGAL';
    if (!/^(1\d{10}|[2-9]\d{7,14})$/.test(PhoneNumbers)) return 'isv.MOBILE_NUMBER_ILLEGAL';
    const params = z.record(z.string(), z.string()).parse(JSON.parse(TemplateParam));
    const wanted = [...template.content.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
    if (wanted.some((name) => params[name] === undefined)) return 'isv.TEMPLATE_MISSING_PARAMETERS';
    if (Object.values(params).some((value) => [...value].length > 35)) return 'isv.PARAM_LENGTH_LIMIT';
    const BizId = `90061974675000${this.taken.length + 1}^0`;
    this.taken.push({ BizId, PhoneNumbers, TemplateCode, OutId, params, day: dayInChina(new Date()) });
    return undefined;
  }
}

const SendSms = z.object({
  PhoneNumbers: z.string(),
  SignName: z.string(),
  TemplateCode: z.string(),
  TemplateParam: z.string(),
  OutId: z.string(),
});

/** Signed again from what arrived, by the rule of Aliyun's page. */
function isSigned({ method = '', url = '/', headers }: IncomingMessage, body: Buffer): boolean {
  const claim = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
    headers.authorization ?? '',
  );
  const [, id, names = '', signature] = claim ?? [];
  const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
  const [path = '/', query = ''] = url.split('?');
  const lines = names.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}\n`);
  const payload = sha256(body);
  const canonical = `${method}\n${path}\n${query.split('&').sort().join('&')}\n${lines.join('')}\n${names}\n${payload}`;
  const expected = createHmac('sha256', ACCOUNT.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  return id === ACCOUNT.accessKeyId && signature === expected && headers['x-acs-content-sha256'] === payload;
}

export function dayInChina(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at).replaceAll('-', '');
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the peer has no port');
  return address.port;
}
