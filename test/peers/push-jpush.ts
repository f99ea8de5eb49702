import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** The part of a push object that the service takes for one registration id. */
const Payload = z.strictObject({
  platform: z.array(z.enum(['android', 'ios'])).length(1),
  audience: z.strictObject({ registration_id: z.array(z.string().min(1)).min(1).max(1000) }),
  notification: z.union([
    z.strictObject({ android: z.strictObject({ alert: z.string(), title: z.string() }) }),
    z.strictObject({
      ios: z.strictObject({
        alert: z.strictObject({ title: z.string(), body: z.string() }),
        sound: z.string(),
        badge: z.string(),
      }),
    }),
  ]),
  options: z.strictObject({
    time_to_live: z.number().int().min(0).max(864_000),
    apns_production: z.boolean(),
    apns_collapse_id: z.string().max(64),
  }),
});
export type JPushPayload = z.infer<typeof Payload>;

/** Codes of the service with the HTTP status they come under (docs.jiguang.cn, 调用返回). */
const STATUS = {
  1000: 500,
  1003: 400,
  1004: 401,
  1008: 400,
  1011: 400,
  1030: 503,
  2002: 429,
  2003: 403,
  2004: 403,
} as const;
export type JPushCode = keyof typeof STATUS;

/** 极光's Push API v3 on loopback: Basic authentication, ids that are registered or not, codes on demand. */
export class JPushPeer {
  static readonly APP_KEY = '7d431e42dfa6a6d693ac2d04';
  static readonly MASTER_SECRET = '5e987ac6d2e04d95a9d8f0d1';
  readonly taken: JPushPayload[] = [];
  /** Registration ids of phones that have the app. */
  readonly registered = new Set<string>();
  private readonly faults: JPushCode[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<JPushPeer> {
    const server = createServer();
    const peer = new JPushPeer(server);
    server.on('request', (request, response) => void peer.take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return peer;
  }

  get apiRoot(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  }

  failNext(code: JPushCode): void {
    this.faults.push(code);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = this.answer(request, await text(request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private answer({ method, url, headers }: IncomingMessage, body: string): { status: number; body: object } {
    const credentials = `${JPushPeer.APP_KEY}:${JPushPeer.MASTER_SECRET}`;
    const fault = this.faults.shift();
    if (fault !== undefined) return refused(fault, 'asked for by the test');
    if (method !== 'POST' || url !== '/v3/push') return { status: 404, body: {} };
    if (headers.authorization !== `Basic ${Buffer.from(credentials).toString('base64')}`)
      return refused(1004, 'Authen failed!');
    const payload = Payload.safeParse(JSON.parse(body));
    if (!payload.success) return refused(1003, payload.error.message);
    const ids = payload.data.audience.registration_id;
    if (!ids.some((id) => this.registered.has(id)))
      return refused(1011, 'cannot find user by this audience or has been inactive for more than 255 days');
    this.taken.push(payload.data);
    return {
      status: 200,
      body: { sendno: '0', msg_id: String(18_100_000_000_000_000n + BigInt(ids.length)) },
    };
  }
}

function refused(code: JPushCode, message: string): { status: number; body: object } {
  return { status: STATUS[code], body: { error: { code, message } } };
}
