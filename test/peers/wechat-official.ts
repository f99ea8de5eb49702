import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encrypt, getSignature } from '@wecom/crypto';
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** The account that the peer plays the platform for. */
export const ACCOUNT = {
  account: 'gh_97417a04a28d',
  appId: 'wx1234567890abcdef',
  appSecret: 'the secret of the account',
  token: 'hubtoken',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
} as const;

/** A message that reached a citizen, or would have. */
export interface Shown {
  type: 'text' | 'msgmenu' | 'image' | 'template';
  to: string;
  text: string;
  choices: { id: string; content: string }[];
}

/** How the next call of a path ends. */
export type Fault =
  | { type: 'errcode'; errcode: number; errmsg?: string }
  | { type: 'http'; status: number }
  /** The platform takes the message and never answers. */
  | { type: 'silence' };

/**
 * api.weixin.qq.com and the pushes of the platform, on loopback: tokens that rotate, windows and counts per
 * citizen, errors on demand. Independent client software accepts it (see its test) before our channel does.
 */
export class WeChatPeer {
  readonly shown: Shown[] = [];
  /** Paths called, oldest first. */
  readonly calls: string[] = [];
  readonly menus: unknown[] = [];
  readonly uploads: { contentType: string; bytes: Buffer }[] = [];
  readonly media = new Map<string, { contentType: string; bytes: Buffer }>();
  /** Citizens who wrote too long ago. */
  readonly late = new Set<string>();
  readonly notFollowing = new Set<string>();
  /** What the platform would push with, for tests of key rotation. */
  encodingAesKey: string = ACCOUNT.encodingAesKey;

  private readonly used = new Map<string, number>();
  private readonly faults: { path: string; fault: Fault }[] = [];
  private readonly held = new Set<ServerResponse>();
  private holding: { arrived: () => void; released: Promise<void> } | undefined;
  private token: string | undefined;
  private tokens = 0;
  private messages = 0;

  private constructor(
    private server: Server,
    private readonly port: number,
  ) {}

  static async open(): Promise<WeChatPeer> {
    const server = createServer();
    const port = await listen(server, 0);
    const peer = new WeChatPeer(server, port);
    peer.serve(server);
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How many tokens were given out. */
  get tokensGiven(): number {
    return this.tokens;
  }

  /** The next call of the path ends so, once. */
  failNext(path: string, fault: Fault): void {
    this.faults.push({ path, fault });
  }

  /** Every token given so far is refused from now on (40001). */
  rotateToken(): void {
    this.token = undefined;
  }

  /** Messages wait, taken but not answered, until released. */
  hold(): { arrived: Promise<void>; release: () => void } {
    let [arrived, release] = [(): void => {}, (): void => {}];
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    this.holding = { arrived, released };
    return { arrived: arrival, release: () => ((this.holding = undefined), release()) };
  }

  /** Nobody listens any more, and nothing that was open stays so. */
  async goAway(): Promise<void> {
    for (const response of this.held) response.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Nobody listens any more; what was asked before is still answered. */
  async shut(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeIdleConnections();
    await closed;
  }

  async comeBack(): Promise<void> {
    this.server = createServer();
    await listen(this.server, this.port);
    this.serve(this.server);
  }

  /** A citizen does something that lets the account write again. */
  reopen(citizen: string): void {
    this.used.delete(citizen);
    this.late.delete(citizen);
  }

  /** The request with which the platform would push this, encrypted and signed. */
  pushOf(message: Fields, options: PushOptions = {}): PushRequest {
    const { at = new Date(), nonce = randomBytes(6).toString('hex'), json = false } = options;
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const bare = (text: string): string => text.replace(/("MsgId":)"(\d+)"/, options.bareIds ? '$1$2' : '$&');
    const clear = json ? bare(JSON.stringify(message)) : toXml(message);
    const ciphertext = encrypt(this.encodingAesKey, clear, options.appId ?? ACCOUNT.appId);
    const outer = { ToUserName: ACCOUNT.account, Encrypt: ciphertext };
    const query = new URLSearchParams({
      signature: sha1([ACCOUNT.token, timestamp, nonce]),
      timestamp,
      nonce,
      openid: String(message['FromUserName'] ?? ''),
      encrypt_type: 'aes',
      msg_signature: getSignature(ACCOUNT.token, timestamp, nonce, ciphertext),
    });
    return {
      query: query.toString(),
      contentType: json ? 'application/json' : 'text/xml',
      body: json ? JSON.stringify(outer) : toXml(outer),
    };
  }

  /** A message of a citizen with everything that all of them have. */
  message(fields: Fields, at = new Date()): Fields {
    const CreateTime = Math.floor(at.getTime() / 1000);
    const MsgId = String(24_000_000_000_000_000n + BigInt(++this.messages));
    return { ToUserName: ACCOUNT.account, FromUserName: 'oCitizen', CreateTime, MsgId, ...fields };
  }

  event(fields: Fields, at = new Date()): Fields {
    const CreateTime = Math.floor(at.getTime() / 1000);
    return { ToUserName: ACCOUNT.account, FromUserName: 'oCitizen', CreateTime, MsgType: 'event', ...fields };
  }

  private serve(server: Server): void {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => void this.answer(request, Buffer.concat(chunks), response));
    });
  }

  private async answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const path = url.pathname;
    this.calls.push(path);
    const json = (value: object): void => {
      response.setHeader('content-type', 'application/json; encoding=utf-8');
      response.end(JSON.stringify(value));
    };
    if (path === '/cgi-bin/token' || path === '/cgi-bin/stable_token') return this.giveToken(path, json);
    const given = url.searchParams.get('access_token');
    if (path.startsWith('/cgi-bin/') && (this.token === undefined || given !== this.token)) {
      return json({ errcode: 40001, errmsg: 'invalid credential, access_token is invalid or not latest' });
    }
    const fault = this.faultOf(path);
    if (fault?.type === 'errcode') return json({ errmsg: 'as the test asked', ...fault });
    if (fault?.type === 'http') return void response.writeHead(fault.status).end('not JSON');
    switch (path) {
      case '/cgi-bin/message/custom/send':
      case '/cgi-bin/message/template/send': {
        const refusal = path.includes('custom') ? this.custom(body) : this.template(body);
        if (refusal) return json(refusal);
        if (fault?.type === 'silence') return void this.held.add(response);
        this.holding?.arrived();
        await this.holding?.released;
        return json({ errcode: 0, errmsg: 'ok', ...(path.includes('template') && { msgid: 200_228_332 }) });
      }
      case '/cgi-bin/media/upload':
        this.uploads.push({ contentType: request.headers['content-type'] ?? '', bytes: body });
        return json({ type: 'image', media_id: `MEDIA-${this.uploads.length}`, created_at: 1_700_000_000 });
      case '/cgi-bin/media/get': {
        const found = this.media.get(url.searchParams.get('media_id') ?? '');
        if (!found) {
          response.setHeader('content-type', 'text/plain');
          return void response.end(JSON.stringify({ errcode: 40007, errmsg: 'invalid media_id' }));
        }
        response.setHeader('content-type', found.contentType);
        return void response.end(found.bytes);
      }
      case '/cgi-bin/menu/create':
        this.menus.push(JSON.parse(body.toString()));
        return json({ errcode: 0, errmsg: 'ok' });
      case '/video.mp4':
        return void response.end(this.media.get('video')?.bytes);
      default:
        return json({ errcode: -1, errmsg: 'system error' });
    }
  }

  private giveToken(path: string, json: (value: object) => void): void {
    const fault = this.faultOf(path);
    if (fault?.type === 'errcode') return json({ errmsg: 'as the test asked', ...fault });
    this.token ??= `TOKEN-${++this.tokens}`;
    json({ access_token: this.token, expires_in: 7200 });
  }

  private faultOf(path: string): Fault | undefined {
    const index = this.faults.findIndex((each) => each.path === path);
    return index === -1 ? undefined : this.faults.splice(index, 1)[0]?.fault;
  }

  private custom(body: Buffer): object | undefined {
    const sent = Custom.parse(JSON.parse(body.toString()));
    const { touser, msgtype, text, msgmenu } = sent;
    if (this.notFollowing.has(touser)) return { errcode: 43004, errmsg: 'require subscribe' };
    if (this.late.has(touser)) {
      return { errcode: 45015, errmsg: 'response out of time limit or subscription is canceled' };
    }
    const used = this.used.get(touser) ?? 0;
    if (used >= 5) return { errcode: 45047, errmsg: 'out of response count limit' };
    const words = text?.content ?? msgmenu?.head_content ?? '';
    if (Buffer.byteLength(words) > 2048) return { errcode: 45002, errmsg: 'content size out of limit' };
    this.used.set(touser, used + 1);
    this.shown.push({ type: msgtype, to: touser, text: words, choices: msgmenu?.list ?? [] });
    return undefined;
  }

  private template(body: Buffer): object | undefined {
    const { touser, template_id, data } = Template.parse(JSON.parse(body.toString()));
    if (this.notFollowing.has(touser)) return { errcode: 43004, errmsg: 'require subscribe' };
    if (template_id === '') return { errcode: 40037, errmsg: 'invalid template_id' };
    const text = Object.entries(data).map(([key, { value }]) => `${key}=${value}`);
    this.shown.push({ type: 'template', to: touser, text: text.join('\n'), choices: [] });
    return undefined;
  }
}

export type Fields = Record<string, string | number>;
export interface PushRequest {
  query: string;
  contentType: string;
  body: string;
}
interface PushOptions {
  at?: Date;
  nonce?: string;
  json?: boolean;
  /** Ids as bare numbers of 64 bits, as the platform's JSON has them. */
  bareIds?: boolean;
  appId?: string;
}

/** As the platform writes it: numbers bare, everything else in CDATA. */
export function toXml(fields: Fields): string {
  const inner = Object.entries(fields).map(([name, value]) => {
    const content = typeof value === 'number' ? String(value) : `<![CDATA[${value}]]>`;
    return `<${name}>${content}</${name}>`;
  });
  return `<xml>${inner.join('')}</xml>`;
}

export function sha1(parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

const Custom = z.object({
  touser: z.string(),
  msgtype: z.enum(['text', 'msgmenu', 'image']),
  text: z.object({ content: z.string() }).optional(),
  image: z.object({ media_id: z.string() }).optional(),
  msgmenu: z
    .object({ head_content: z.string(), list: z.array(z.object({ id: z.string(), content: z.string() })) })
    .optional(),
});
const Template = z.object({
  touser: z.string(),
  template_id: z.string(),
  data: z.record(z.string(), z.object({ value: z.string() })),
});

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the peer has no port');
  return address.port;
}
