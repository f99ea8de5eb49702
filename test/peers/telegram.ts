import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** The bot that the peer plays Telegram for. */
export const BOT = {
  id: 7_000_000_001,
  username: 'YanchengHotlineBot',
  token: '7000000001:AAtoken-of-tests_x',
};

/** A message that reached a chat, or would have. */
export interface Shown {
  method: 'sendMessage' | 'sendPhoto' | 'sendDocument';
  chat: string;
  text: string;
  buttons: { text: string; callback_data: string }[];
  /** Name and bytes of a picture or file. */
  file?: { name: string; bytes: Buffer };
}

/** How the next call of a method ends. */
export type Fault =
  | { type: 'error'; error_code: number; description: string; retry_after?: number }
  /** A gateway in front of the Bot API answers, with no JSON. */
  | { type: 'http'; status: number }
  /** Telegram takes the call and never answers. */
  | { type: 'silence' };

export type Fields = Record<string, unknown>;

/**
 * api.telegram.org on loopback: updates that wait until they are confirmed, a webhook, sending, files, and
 * errors on demand (core.telegram.org/bots/api).
 */
export class TelegramPeer {
  readonly shown: Shown[] = [];
  /** Methods called, oldest first. */
  readonly calls: string[] = [];
  readonly pressed: string[] = [];
  readonly files = new Map<string, { path: string; bytes: Buffer }>();
  /** Chats of people who blocked the bot, and of those who never opened it. */
  readonly blocked = new Set<string>();
  readonly neverStarted = new Set<string>();
  webhook: { url: string; secret: string } | undefined;

  private updates: (Fields & { update_id: number })[] = [];
  private readonly faults: { method: string; fault: Fault }[] = [];
  private readonly silenced = new Set<ServerResponse>();
  private readonly waiting = new Set<() => void>();
  private holding: { arrived: () => void; released: Promise<void> } | undefined;
  private lastUpdate = 874_000_000;
  private lastMessage = 0;

  private constructor(
    private server: Server,
    private readonly port: number,
  ) {}

  static async open(): Promise<TelegramPeer> {
    const server = createServer();
    const port = await listen(server, 0);
    const peer = new TelegramPeer(server, port);
    peer.serve(server);
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How many updates nobody has confirmed. */
  get unconfirmed(): number {
    return this.updates.length;
  }

  /** The next call of the method ends so, once. */
  failNext(method: string, fault: Fault): void {
    this.faults.push({ method, fault });
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
    for (const response of this.silenced) response.destroy();
    for (const wake of this.waiting) wake();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async comeBack(): Promise<void> {
    this.server = createServer();
    await listen(this.server, this.port);
    this.serve(this.server);
  }

  /** An update with the next number. */
  update(fields: Fields): Fields & { update_id: number } {
    return { update_id: ++this.lastUpdate, ...fields };
  }

  /** A message of a citizen in their own chat with the bot, unless `fields` say otherwise. */
  message(fields: Fields, from: Fields = {}): Fields {
    const person = { id: 5_512_345_678, is_bot: false, first_name: '小明', last_name: '王', ...from };
    return {
      message_id: ++this.lastMessage,
      from: person,
      chat: { id: person.id, type: 'private', first_name: person.first_name },
      date: Math.floor(Date.now() / 1000),
      ...fields,
    };
  }

  /** Puts it where the bot asks for updates. */
  enqueue(update: Fields & { update_id: number }): void {
    this.updates.push(update);
    for (const wake of this.waiting) wake();
  }

  /** The request with which Telegram would call the webhook. */
  pushOf(update: Fields): { headers: Record<string, string>; body: string } {
    return {
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': this.webhook?.secret ?? '',
      },
      body: JSON.stringify(update),
    };
  }

  private serve(server: Server): void {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => void this.answer(request, Buffer.concat(chunks), response));
    });
  }

  private async answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (path.startsWith('/file/')) return this.giveFile(path, response);
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    this.calls.push(method);
    const json = (status: number, value: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const fail = (error_code: number, description: string, parameters?: object): void =>
      json(error_code, { ok: false, error_code, description, ...(parameters && { parameters }) });
    const done = (result: unknown): void => json(200, { ok: true, result });
    if (token !== BOT.token) return fail(401, 'Unauthorized');
    const index = this.faults.findIndex((each) => each.method === method);
    const fault = index === -1 ? undefined : this.faults.splice(index, 1)[0]?.fault;
    if (fault?.type === 'error') {
      const { error_code, description, retry_after } = fault;
      return fail(error_code, description, retry_after === undefined ? undefined : { retry_after });
    }
    if (fault?.type === 'http') return void response.writeHead(fault.status).end('<html>');
    const fields = fieldsOf(request, body);
    switch (method) {
      case 'getMe':
        return done({ id: BOT.id, is_bot: true, first_name: '盐城热线', username: BOT.username });
      case 'setWebhook': {
        const { url, secret_token: secret } = Webhook.parse(fields.values);
        this.webhook = { url, secret };
        return done(true);
      }
      case 'deleteWebhook':
        this.webhook = undefined;
        return done(true);
      case 'getUpdates':
        if (this.webhook) {
          return fail(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook",
          );
        }
        return done(await this.updatesFrom(Asked.parse(fields.values), request));
      case 'sendMessage':
      case 'sendPhoto':
      case 'sendDocument': {
        const { chat_id: chat, text = '', reply_markup } = Sent.parse(fields.values);
        if (this.blocked.has(chat)) return fail(403, 'Forbidden: bot was blocked by the user');
        if (this.neverStarted.has(chat)) {
          return fail(403, "Forbidden: bot can't initiate conversation with a user");
        }
        if (text.length > 4096) return fail(400, 'Bad Request: message is too long');
        const buttons = reply_markup?.inline_keyboard.flat() ?? [];
        if (buttons.some(({ callback_data }) => Buffer.byteLength(callback_data) > 64)) {
          return fail(400, 'Bad Request: BUTTON_DATA_INVALID');
        }
        const file = fields.file && { file: fields.file };
        this.shown.push({ method, chat, text, buttons, ...file });
        if (fault?.type === 'silence') return void this.silenced.add(response);
        this.holding?.arrived();
        await this.holding?.released;
        return done({ message_id: ++this.lastMessage, date: 0, chat: { id: Number(chat), type: 'private' } });
      }
      case 'answerCallbackQuery':
        this.pressed.push(Answered.parse(fields.values).callback_query_id);
        return done(true);
      case 'getFile': {
        const { file_id } = Wanted.parse(fields.values);
        const found = this.files.get(file_id);
        if (!found) return fail(400, 'Bad Request: invalid file_id');
        return done({ file_id, file_unique_id: file_id, file_path: found.path });
      }
      default:
        return fail(404, 'Not Found: method not found');
    }
  }

  /** Forgets what the offset confirms; waits for more as long as it was asked to. */
  private async updatesFrom({ offset, limit, timeout }: Asked, request: IncomingMessage): Promise<Fields[]> {
    this.updates = this.updates.filter(({ update_id }) => update_id >= offset);
    if (this.updates.length === 0 && timeout > 0) {
      await new Promise<void>((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          this.waiting.delete(finish);
          resolve();
        };
        const timer = setTimeout(finish, timeout * 1000);
        this.waiting.add(finish);
        request.socket.once('close', finish);
      });
    }
    return this.updates.slice(0, limit);
  }

  private giveFile(path: string, response: ServerResponse): void {
    const file = [...this.files.values()].find((each) => path === `/file/bot${BOT.token}/${each.path}`);
    if (!file) return void response.writeHead(404).end();
    response.end(file.bytes);
  }
}

/** What a call carries: JSON, or a form when there is a file. */
function fieldsOf(request: IncomingMessage, body: Buffer): { values: unknown; file?: Shown['file'] } {
  const boundary = /boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return { values: body.length === 0 ? {} : JSON.parse(body.toString()) };
  const values: Record<string, string> = {};
  let file: Shown['file'];
  for (const part of body.toString('latin1').split(`--${boundary}`)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const content = Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1');
    const name = /name="([^"]*)"/.exec(head)?.[1];
    const filename = /filename=([^\r\n;]*)/.exec(head)?.[1];
    if (filename !== undefined) file = { name: Buffer.from(filename, 'latin1').toString(), bytes: content };
    else if (name !== undefined) values[name] = content.toString();
  }
  return { values, file };
}

const Webhook = z.object({ url: z.url(), secret_token: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/) });
const Asked = z.object({ offset: z.number(), limit: z.number(), timeout: z.number() });
type Asked = z.infer<typeof Asked>;
const Sent = z.object({
  chat_id: z.union([z.string(), z.number()]).transform(String),
  text: z.string().optional(),
  reply_markup: z
    .object({
      inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))),
    })
    .optional(),
});
const Answered = z.object({ callback_query_id: z.string() });
const Wanted = z.object({ file_id: z.string() });

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the peer has no port');
  return address.port;
}
