import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

/** Who the peer plays Weibo for: one Weibo user, spoken to in public and in private. */
export const US = {
  uid: '1902538057',
  screenName: '盐城12345',
  token: 'GOOD',
  appSecret: 'xyz123xyz',
  path: 'a-secret-end-of-the-address',
  rip: '203.0.113.7',
} as const;

/** A reply that everybody, or one citizen, can see. */
export interface Written {
  type: 'create' | 'reply' | 'message';
  id: string;
  /** The post and the comment that it answers, or the citizen. */
  to: { statusId?: string; commentId?: string; citizen?: string };
  text: string;
  rip?: string;
}

/** How the next call ends. */
export type Fault =
  | { type: 'error'; code: number | string; status?: number }
  | { type: 'http'; status: number }
  /** Weibo takes what was sent and never answers. */
  | { type: 'silence' };

type FeedName = 'statuses/mentions' | 'comments/to_me' | 'comments/mentions';
interface Item {
  id: bigint;
  feeds: readonly FeedName[];
  body: object;
}

/**
 * api.weibo.com, m.api.weibo.com, the file store and the pushes of 粉丝服务, on loopback: feeds with 64-bit ids and
 * pages, a limit per hour, refusal of repeated text, error codes on demand.
 */
export class WeiboPeer {
  readonly written: Written[] = [];
  /** Every call as method, path and parameters, oldest first. */
  readonly calls: { method: string; path: string; params: URLSearchParams; authorization: string }[] = [];
  readonly files = new Map<string, Buffer>();
  /** Tokens that have run out; any other than ours is none. */
  expired = false;
  /** Most calls before 10023. */
  hourly = 150;
  /** Most items of one page, whatever was asked for. */
  mostPerPage = 200;
  /** As Weibo sees it, `access_token` of `get_token_info` runs out after so many seconds. */
  tokenSeconds = 30 * 86_400;
  /** Not every feed says how much there is. */
  tellsTotal = true;
  /** Our own comments do not show up yet. */
  hidesOwn = false;
  /** Called before each page of a feed is made: what happens meanwhile. */
  beforePage: ((call: number) => void) | undefined;

  private readonly items: Item[] = [];
  private readonly faults: { path: string; fault: Fault }[] = [];
  private readonly held = new Set<ServerResponse>();
  private holding: { arrived: () => void; released: Promise<void> } | undefined;
  private hits = 0;
  private pages = 0;
  private nextId = 5_612_814_510_546_515n;

  private constructor(
    private server: Server,
    private readonly port: number,
  ) {}

  static async open(): Promise<WeiboPeer> {
    const server = createServer();
    const peer = new WeiboPeer(server, await listen(server, 0));
    peer.serve(server);
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The next call of a path ("comments/create") ends so, once. */
  failNext(path: string, fault: Fault): void {
    this.faults.push({ path, fault });
  }

  /** What was written waits, taken but not answered, until released. */
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

  async comeBack(): Promise<void> {
    this.server = createServer();
    await listen(this.server, this.port);
    this.serve(this.server);
  }

  /** A new hour at Weibo. */
  newHour(): void {
    this.hits = 0;
  }

  /** A citizen names us in a post of their own; gives its id. */
  mention(text: string, more: object = {}): string {
    return this.add(['statuses/mentions'], { ...written(text), pic_urls: [], ...more });
  }

  /** A citizen comments: under our post, naming us, or both. */
  comment(text: string, feeds: readonly FeedName[] = ['comments/to_me'], more: object = {}): string {
    const status = { id: 11_142_488_790n, idstr: '11142488790', text: '今日停水通知', user: user(US.uid) };
    return this.add(feeds, { ...written(text), status, ...more });
  }

  /** Its author takes it back. */
  remove(id: string): void {
    const index = this.items.findIndex((item) => String(item.id) === id);
    if (index !== -1) this.items.splice(index, 1);
  }

  /** The request with which 粉丝服务 would push this. */
  pushOf(message: object, options: { at?: Date; nonce?: string } = {}): PushRequest {
    const { at = new Date(), nonce = randomBytes(6).toString('hex') } = options;
    const timestamp = String(at.getTime());
    return {
      path: US.path,
      query: String(new URLSearchParams({ signature: sign(timestamp, nonce), timestamp, nonce })),
      body: stringify({ receiver_id: BigInt(US.uid), created_at: weiboTime(at), ...message }),
    };
  }

  private add(feeds: readonly FeedName[], body: object): string {
    const id = this.nextId++;
    const ids = { id, idstr: String(id), mid: String(id) };
    this.items.push({ id, feeds, body: { created_at: weiboTime(new Date()), ...ids, ...body } });
    return String(id);
  }

  private serve(server: Server): void {
    server.on('request', (request, response) => void this.answer(request, response));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    const url = new URL(request.url ?? '/', this.url);
    const path = url.pathname
      .replace(/^\/2\//, '')
      .replace(/^\//, '')
      .replace(/\.json$/, '');
    const params = new URLSearchParams([...url.searchParams, ...new URLSearchParams(body)]);
    const { method = '', headers } = request;
    const authorization = headers.authorization ?? '';
    this.calls.push({ method, path, params, authorization });
    const json = (value: unknown, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' });
      response.end(stringify(value));
    };
    const refuse = (code: number | string, error: string, status = 403): void =>
      json({ request: url.pathname, error_code: code, error }, status);

    const token = params.get('access_token') ?? authorization.replace(/^OAuth2 /, '');
    if (this.expired) return refuse(21327, 'expired_token');
    if (token !== US.token) return refuse(21332, 'invalid_access_token');
    if (path !== 'mss/msget' && ++this.hits > this.hourly)
      return refuse(10023, 'User requests out of rate limit!');
    const fault = this.faultOf(path);
    if (fault?.type === 'error') return refuse(fault.code, 'as the test asked', fault.status ?? 400);
    if (fault?.type === 'http') return void response.writeHead(fault.status).end('<html>not JSON</html>');

    switch (path) {
      case 'statuses/mentions':
      case 'comments/to_me':
      case 'comments/mentions':
        return json(this.page(path, params));
      case 'comments/by_me':
        return json({ comments: this.hidesOwn ? [] : this.own().map(asComment).reverse() });
      case 'oauth2/get_token_info':
        return json({
          uid: BigInt(US.uid),
          appkey: 1_234_567_890,
          scope: null,
          expire_in: this.tokenSeconds,
        });
      case 'comments/create':
      case 'comments/reply':
      case 'messages/reply': {
        if (method !== 'POST') return refuse(10021, 'HTTP method is not suported for this request!', 405);
        const attempt = this.write(path, params);
        if (typeof attempt === 'number') return refuse(attempt, 'refused', 400);
        if (fault?.type === 'silence') return void this.held.add(response);
        this.holding?.arrived();
        await this.holding?.released;
        if (path !== 'messages/reply') return json(asComment(attempt));
        return json({ result: true, receiver_id: BigInt(attempt.to.citizen ?? '0'), type: 'text' });
      }
      case 'mss/msget': {
        const found = this.files.get(params.get('fid') ?? '');
        if (!found) return refuse(20003, 'file not exists', 400);
        response.setHeader('content-type', 'application/octet-stream');
        return void response.end(found);
      }
      default:
        return refuse(10020, 'Request api not found!', 404);
    }
  }

  private own(): Written[] {
    return this.written.filter(({ type }) => type !== 'message');
  }

  private page(feed: FeedName, params: URLSearchParams): object {
    this.beforePage?.(++this.pages);
    const since = BigInt(params.get('since_id') ?? 0);
    const max = BigInt(params.get('max_id') ?? 0);
    const count = Math.min(this.mostPerPage, Number(params.get('count') ?? 50));
    const found = this.items
      .filter(({ feeds, id }) => feeds.includes(feed) && id > since && (max === 0n || id <= max))
      .map(({ body }) => body)
      .reverse();
    const list = feed === 'statuses/mentions' ? 'statuses' : 'comments';
    const total = this.tellsTotal ? { total_number: found.length } : {};
    return { [list]: found.slice(0, count), previous_cursor: 0, next_cursor: 0, ...total };
  }

  /** What Weibo says of it, or why not. */
  private write(path: string, params: URLSearchParams): Written | number {
    const type = path === 'comments/create' ? 'create' : path === 'comments/reply' ? 'reply' : 'message';
    const text = type === 'message' ? textIn(params.get('data') ?? '') : (params.get('comment') ?? '');
    if (text === '') return 20008;
    if (lengthOf(text) > (type === 'message' ? 299 : 140)) return 20012;
    if (type !== 'message' && this.written.at(-1)?.text === text) return 20019;
    const required = { create: ['id'], reply: ['id', 'cid'], message: ['receiver_id'] }[type];
    if (required.some((name) => !/^\d+$/.test(params.get(name) ?? ''))) return 10016;
    const written: Written = {
      type,
      id: String(this.nextId++),
      to: {
        statusId: params.get('id') ?? undefined,
        commentId: params.get('cid') ?? undefined,
        citizen: params.get('receiver_id') ?? undefined,
      },
      text,
      rip: params.get('rip') ?? undefined,
    };
    this.written.push(written);
    return written;
  }

  private faultOf(path: string): Fault | undefined {
    const index = this.faults.findIndex((each) => each.path === path);
    return index === -1 ? undefined : this.faults.splice(index, 1)[0]?.fault;
  }
}

export interface PushRequest {
  path: string;
  query: string;
  body: string;
}

/** sha1 over App Secret, timestamp and nonce, sorted. */
export function sign(timestamp: string, nonce: string): string {
  return createHash('sha1').update([US.appSecret, timestamp, nonce].sort().join('')).digest('hex');
}

/** "Tue May 31 17:46:55 +0800 2011", as Weibo writes a time. */
export function weiboTime(at: Date): string {
  const [day, date, month, year, time] = new Date(at.getTime() + 8 * 3_600_000).toUTCString().split(/,? /);
  return `${day} ${month} ${date} ${time} +0800 ${year}`;
}

export function user(idstr: string, screen_name = `用户${idstr}`): object {
  return { id: BigInt(idstr), idstr, screen_name, name: screen_name, verified: false };
}

function written(text: string): object {
  const source = '<a href="http://weibo.com" rel="nofollow">新浪微博</a>';
  return { text, source, user: user('2489518277', '建军路居民') };
}

function asComment({ id, text, to }: Written): object {
  return {
    created_at: weiboTime(new Date()),
    id: BigInt(id),
    idstr: id,
    mid: id,
    // As Weibo shows it: whom it answers, and every address shortened.
    text: text.replace(/https?:\/\/\S+/, 'http://t.cn/zQgLLYO'),
    user: user(US.uid, US.screenName),
    status: { id: BigInt(to.statusId ?? '0'), idstr: to.statusId },
    ...(to.commentId !== undefined && { reply_comment: { id: BigInt(to.commentId), idstr: to.commentId } }),
  };
}

/** Ids as bare numbers of 64 bits, as Weibo's JSON has them. */
function stringify(value: unknown): string {
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'bigint' ? `\u0001${each}` : each,
  );
  return text.replaceAll(/"\\u0001(\d+)"/g, '$1');
}

function textIn(data: string): string {
  const parsed: unknown = JSON.parse(data);
  const isText = typeof parsed === 'object' && parsed !== null && 'text' in parsed;
  return isText ? String(parsed.text) : '';
}

/** In Chinese characters: two of half width are one. */
function lengthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character <= '\u00ff' ? 0.5 : character.length), 0);
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the peer has no port');
  return address.port;
}
