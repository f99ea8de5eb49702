import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Notice = z.strictObject({
  id: z.string().max(64),
  platform: z.enum(['android', 'ios', 'harmony']),
  token: z.string(),
  title: z.string(),
  text: z.string(),
  ttlSeconds: z.number(),
});
export type Notice = z.infer<typeof Notice>;

/** How the next call ends. `silence`: taken, never answered. */
export type GatewayFault = { status: number; headers?: Record<string, string> } | 'silence';

/**
 * A city's push gateway as docs/channels/app.md describes it, checked by its own reading of the contract:
 * an unsigned, wrongly signed or old call is 401, a member too many is 400.
 */
export class PushGatewayPeer {
  static readonly SECRET = 'a secret of sixteen or more letters';
  readonly notices: Notice[] = [];
  /** Headers of each call, refused ones too. */
  readonly calls: IncomingMessage['headers'][] = [];
  private readonly faults: GatewayFault[] = [];
  private readonly watchers = new Set<() => void>();
  private holding: { arrived: () => void; released: Promise<void> } | undefined;
  private server: Server | undefined;
  private port = 0;

  static async open(): Promise<PushGatewayPeer> {
    const peer = new PushGatewayPeer();
    await peer.comeBack();
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/push`;
  }

  async comeBack(): Promise<void> {
    const server = createServer((request, response) => void this.take(request, response));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    const address = server.address();
    this.port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    this.server = server;
  }

  /** Nobody listens any more, and nothing that was open stays so. Twice is harmless. */
  async goAway(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  /** Notices wait, taken but not answered, until released. */
  hold(): { arrived: Promise<void>; release: () => void } {
    let [arrived, release] = [(): void => {}, (): void => {}];
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    this.holding = { arrived, released };
    return { arrived: arrival, release: () => ((this.holding = undefined), release()) };
  }

  failNext(...faults: GatewayFault[]): void {
    this.faults.push(...faults);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => void this.watchers.add(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.holding?.arrived();
    await this.holding?.released;
    const fault = this.faults.shift();
    if (typeof fault === 'object') response.writeHead(fault.status, fault.headers).end();
    else if (!isSigned(request.headers['x-hub-signature'], body)) response.writeHead(401).end();
    else {
      const notice = Notice.safeParse(JSON.parse(body));
      if (notice.success) this.notices.push(notice.data);
      if (fault !== 'silence') response.writeHead(notice.success ? 202 : 400).end();
    }
    this.calls.push(request.headers);
    for (const watcher of this.watchers) watcher();
    this.watchers.clear();
  }
}

function isSigned(header: unknown, body: string): boolean {
  const [, seconds = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(header)) ?? [];
  if (Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return false;
  const expected = createHmac('sha256', PushGatewayPeer.SECRET).update(`${seconds}.${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(mac, 'hex'));
}
