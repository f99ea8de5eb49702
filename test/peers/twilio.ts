import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** The account that the peer plays Twilio for. */
export const ACCOUNT = {
  account: 'city',
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'the token of the account',
  from: '+8615500000012',
} as const;

/** A message that Twilio took. */
export interface Taken {
  sid: string;
  to: string;
  body: string;
  statusCallback: string;
}

/** How a call ends. */
export type Fault =
  /** Twilio's own error document. */
  | { type: 'error'; status: number; code: number }
  | { type: 'http'; status: number }
  /** Twilio takes the message and never answers. */
  | { type: 'silence' };
type Operation = 'create' | 'list' | 'account' | 'media';

export type Fields = Record<string, string | string[]>;

/**
 * The Messages part of api.twilio.com and its call-backs, on loopback. Twilio's own client accepts it (see
 * its test) before our channel does; signatures are made by the published rule, not by that client.
 */
export class TwilioPeer {
  readonly taken: Taken[] = [];
  /** Method and path of each call, oldest first. */
  readonly calls: string[] = [];
  readonly media = new Map<string, { contentType: string; bytes: Buffer } | { redirect: string }>();
  readonly deleted: string[] = [];
  /** Authorization of each call for a file. */
  readonly mediaAuthorizations: (string | undefined)[] = [];

  private readonly faults: { operation: Operation; fault: Fault }[] = [];
  private readonly held = new Set<ServerResponse>();
  private holding: { arrived: () => void; released: Promise<void> } | undefined;
  private incoming = 0;

  private constructor(
    private server: Server,
    private readonly port: number,
  ) {}

  static async open(): Promise<TwilioPeer> {
    const server = createServer();
    const peer = new TwilioPeer(server, await listen(server, 0));
    peer.serve(server);
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The next calls of the operation end so, one fault per call. */
  failNext(operation: Operation, ...faults: Fault[]): void {
    this.faults.push(...faults.map((fault) => ({ operation, fault })));
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

  async comeBack(): Promise<void> {
    this.server = createServer();
    await listen(this.server, this.port);
    this.serve(this.server);
  }

  /** The fields of a text that a citizen sends. */
  text(Body: string, more: Fields = {}): Fields {
    const MessageSid = `SM${String(++this.incoming).padStart(32, '0')}`;
    return {
      ToCountry: 'CN',
      SmsMessageSid: MessageSid,
      NumMedia: '0',
      SmsSid: MessageSid,
      SmsStatus: 'received',
      Body,
      To: ACCOUNT.from,
      NumSegments: '1',
      MessageSid,
      AccountSid: ACCOUNT.accountSid,
      From: '+8613800138000',
      ApiVersion: '2010-04-01',
      ...more,
    };
  }

  /** The same with pictures at the peer. */
  picture(Body: string, ids: string[], more: Fields = {}): Fields {
    const files: Fields = {};
    for (const [n, id] of ids.entries()) {
      files[`MediaUrl${n}`] = `${this.url}${mediaPath(id)}`;
      files[`MediaContentType${n}`] = 'image/jpeg';
    }
    return this.text(Body, { NumMedia: String(ids.length), ...files, ...more });
  }

  private serve(server: Server): void {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => void this.answer(request, Buffer.concat(chunks).toString(), response));
    });
  }

  private async answer(request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    const { method = '' } = request;
    const url = new URL(request.url ?? '/', this.url);
    this.calls.push(`${method} ${url.pathname}`);
    const json = (status: number, value: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (url.pathname.startsWith('/files/')) return this.giveFile(request, url.pathname.slice(7), response);
    const credentials = Buffer.from(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`).toString('base64');
    if (request.headers.authorization !== `Basic ${credentials}`) {
      return json(401, { code: 20003, message: 'Authenticate', status: 401 });
    }
    const operation = operationOf(method, url.pathname);
    const index = this.faults.findIndex((each) => each.operation === operation);
    const fault = index === -1 ? undefined : this.faults.splice(index, 1)[0]?.fault;
    if (fault?.type === 'error') return json(fault.status, { ...fault, message: 'as the test asked' });
    if (fault?.type === 'http') return void response.writeHead(fault.status).end('<html>not JSON</html>');
    switch (operation) {
      case 'account':
        return json(200, { sid: ACCOUNT.accountSid, status: 'active' });
      case 'list': {
        const to = url.searchParams.get('To');
        const messages = this.taken.filter((each) => to === null || each.to === to).map(documentOf);
        return json(200, { messages: messages.reverse(), page: 0, page_size: 50 });
      }
      case 'create': {
        const form = new URLSearchParams(body);
        const message = this.take(form);
        if (fault?.type === 'silence') return void this.held.add(response);
        this.holding?.arrived();
        await this.holding?.released;
        return json(201, documentOf(message));
      }
      case 'media':
        if (method === 'DELETE') {
          this.deleted.push(url.pathname);
          return void response.writeHead(204).end();
        }
        return this.giveFile(request, url.pathname.split('/').at(-1) ?? '', response);
      default:
        return json(404, { code: 20404, message: 'not found', status: 404 });
    }
  }

  private take(form: URLSearchParams): Taken {
    const message = {
      sid: `SM${String(this.taken.length + 1).padStart(32, 'f')}`,
      to: form.get('To') ?? '',
      body: form.get('Body') ?? '',
      statusCallback: form.get('StatusCallback') ?? '',
    };
    this.taken.push(message);
    return message;
  }

  private giveFile(request: IncomingMessage, id: string, response: ServerResponse): void {
    this.mediaAuthorizations.push(request.headers.authorization);
    const found = this.media.get(id);
    if (found === undefined) return void response.writeHead(404).end();
    if ('redirect' in found) return void response.writeHead(307, { location: found.redirect }).end();
    response.writeHead(200, { 'content-type': found.contentType }).end(found.bytes);
  }
}

export function mediaPath(id: string): string {
  return `/2010-04-01/Accounts/${ACCOUNT.accountSid}/Messages/MM${'0'.repeat(32)}/Media/${id}`;
}

/** A form and its signature: HMAC-SHA1 over the address and the sorted fields (twilio.com/docs/usage/security). */
export function signed(url: string, fields: Fields, token: string = ACCOUNT.authToken) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of [value].flat()) form.append(name, each);
  }
  const said = Object.keys(fields)
    .sort()
    .flatMap((name) => [...new Set([fields[name] ?? []].flat())].sort().map((value) => name + value))
    .join('');
  const signature = createHmac('sha1', token)
    .update(url + said)
    .digest('base64');
  return { body: form.toString(), signature };
}

function operationOf(method: string, path: string): Operation | undefined {
  if (/\/Media\/[^/]+$/.test(path)) return 'media';
  if (path.endsWith('/Messages.json')) return method === 'POST' ? 'create' : 'list';
  return path === `/2010-04-01/Accounts/${ACCOUNT.accountSid}.json` ? 'account' : undefined;
}

/** As Twilio shows a message; dates in RFC 2822. */
function documentOf({ sid, to, body }: Taken): object {
  const date = new Date().toUTCString();
  return {
    sid,
    to,
    body,
    from: ACCOUNT.from,
    account_sid: ACCOUNT.accountSid,
    direction: 'outbound-api',
    status: 'queued',
    num_segments: '1',
    num_media: '0',
    date_created: date,
    date_updated: date,
    date_sent: null,
    error_code: null,
    error_message: null,
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the peer has no port');
  return address.port;
}
