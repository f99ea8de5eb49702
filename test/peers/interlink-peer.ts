import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';

const Order = z.looseObject({ orderNo: z.string(), matter: z.string() });
const Update = z.object({
  of: z.enum(['sender', 'receiver']),
  seq: z.number(),
  at: z.string(),
  change: z.looseObject({ type: z.string() }),
});
type Update = z.infer<typeof Update>;

/** What the peer does wrong, until told otherwise. */
export type Fault = 'none' | 'silent-after-body' | 'fails' | 'answers-nonsense';

export interface PeerAnswer {
  status: number;
  body: Record<string, unknown>;
}

/**
 * Another platform, written from the description of the exchange and not from the hub's code: takes orders
 * and updates in order and once, and sends its own. Its faults can be switched on.
 */
export class InterlinkPeer {
  readonly orders = new Map<string, { order: z.infer<typeof Order>; updates: Update[]; tries: number }>();
  readonly refusedSignatures: string[] = [];
  fault: Fault = 'none';
  /** Orders that it answers with 500 whatever the fault. */
  readonly poison = new Set<string>();
  private readonly nonces = new Set<string>();
  private readonly seqs = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly options: PeerOptions,
  ) {}

  static async start(options: PeerOptions): Promise<InterlinkPeer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const peer = new InterlinkPeer(server, `http://127.0.0.1:${port}`, options);
    server.on('request', (request, answer) => void peer.serve(request, answer));
    return peer;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Sends an order of its own. */
  push(order: object): Promise<PeerAnswer> {
    return this.send('/exchange/v1/orders', order);
  }

  /** Says what happened: numbered by itself, unless told which number to use. */
  tell(
    orderNo: string,
    change: object,
    over: { of?: 'sender' | 'receiver'; seq?: number } = {},
  ): Promise<PeerAnswer> {
    const of = over.of ?? 'receiver';
    const seq = over.seq ?? (this.seqs.get(orderNo) ?? 0) + 1;
    this.seqs.set(orderNo, Math.max(seq, this.seqs.get(orderNo) ?? 0));
    const at = this.options.now().toISOString();
    return this.send(`/exchange/v1/orders/${orderNo}/updates`, { of, seq, at, change });
  }

  /** One request; parts of the signature may be forged. */
  async send(
    path: string,
    body: object,
    forged: { nonce?: string; secret?: string; at?: Date; as?: string; sentBody?: object } = {},
  ): Promise<PeerAnswer> {
    const timestamp = String((forged.at ?? this.options.now()).getTime());
    const nonce = forged.nonce ?? randomUUID();
    const secret = forged.secret ?? this.options.secret;
    const answer = await fetch(`${this.options.hub()}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-exchange-peer': forged.as ?? this.options.id,
        'x-exchange-timestamp': timestamp,
        'x-exchange-nonce': nonce,
        'x-exchange-signature': sign(secret, ['POST', path, timestamp, nonce, digest(body)]),
      },
      // Spaces, and keys in another order than they are signed in.
      body: JSON.stringify(forged.sentBody ?? body, null, 2),
    });
    return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) };
  }

  private async serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    const reply = (status: number, value: object) => {
      answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const header = (name: string) => String(request.headers[`x-exchange-${name}`] ?? '');
    const parts = ['POST', request.url ?? '', header('timestamp'), header('nonce'), digest(body)];
    if (header('signature') !== sign(this.options.secret, parts) || this.nonces.has(header('nonce'))) {
      this.refusedSignatures.push(header('nonce'));
      return reply(401, { code: 'unsigned' });
    }
    this.nonces.add(header('nonce'));
    if (this.fault === 'fails') return reply(500, { code: 'broken' });
    const [status, value] = this.take(request.url ?? '', body);
    // Done, but the answer is lost.
    if (this.fault === 'silent-after-body') return;
    if (this.fault === 'answers-nonsense') return reply(502, { no: 'json of ours' });
    reply(status, value);
  }

  private take(url: string, body: unknown): [number, object] {
    const orderNo = /orders\/([^/]+)\/updates$/.exec(url)?.[1];
    if (orderNo === undefined) {
      const order = Order.parse(body);
      if (this.poison.has(order.orderNo)) return [500, { code: 'broken' }];
      const known = this.orders.get(order.orderNo);
      if (known) known.tries++;
      else this.orders.set(order.orderNo, { order, updates: [], tries: 1 });
      return [200, { orderNo: order.orderNo, number: `P-${order.orderNo}`, duplicate: known !== undefined }];
    }
    const update = Update.parse(body);
    const known = this.orders.get(orderNo);
    if (!known) return [404, { code: 'unknown' }];
    const next = known.updates.length + 1;
    if (update.seq < next) return [200, { result: 'duplicate' }];
    if (update.seq > next) return [409, { code: 'out-of-order' }];
    known.updates.push(update);
    return [200, { result: 'applied' }];
  }
}

export interface PeerOptions {
  /** What it is called at the hub. */
  id: string;
  secret: string;
  hub(): string;
  now(): Date;
}

function sign(secret: string, parts: string[]): string {
  return createHmac('sha256', secret).update(parts.join('\n')).digest('hex');
}

function digest(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
