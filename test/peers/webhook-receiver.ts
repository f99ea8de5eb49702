import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface Received {
  id: string;
  type: string;
  body: string;
  /** Which of the receiver’s secrets fits; none: forged. */
  signedWith: string[];
}

/** What it does with a request; a number is the status it answers. */
export type Behaviour = number | 'silent' | 'endless' | 'hang-up';

/**
 * A subscriber’s server, written from the Standard Webhooks specification and not from the hub’s code: checks
 * signatures, keeps what comes, and does wrong what it is told to.
 */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** Secrets it tries signatures with. */
  readonly secrets: string[] = [];
  behaviour: Behaviour = 200;
  /** By event id, before `behaviour`. */
  readonly behaviourOf = new Map<string, Behaviour>();
  /** Requests under way at the same time, at most. */
  most = 0;
  private open = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    readonly port: number,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const receiver = new WebhookReceiver(server, `http://127.0.0.1:${port}/hook`, port);
    server.on('request', (request, answer) => void receiver.serve(request, answer));
    return receiver;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Ids in the order in which they came. */
  ids(): string[] {
    return this.received.map(({ id }) => id);
  }

  private async serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    this.most = Math.max(this.most, ++this.open);
    answer.on('close', () => this.open--);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const body = Buffer.concat(chunks).toString();
    const header = (name: string) => String(request.headers[`webhook-${name}`] ?? '');
    const id = header('id');
    const signed = `${id}.${header('timestamp')}.${body}`;
    const signatures = header('signature').split(' ');
    const signedWith = this.secrets.filter((secret) => signatures.some((one) => fits(one, signed, secret)));
    const { type } = JSON.parse(body) as { type: string };
    this.received.push({ id, type, body, signedWith });
    this.behave(answer, this.behaviourOf.get(id) ?? this.behaviour);
  }

  private behave(answer: ServerResponse, behaviour: Behaviour): void {
    switch (behaviour) {
      case 'silent':
        return;
      case 'hang-up':
        answer.destroy();
        return;
      case 'endless': {
        answer.writeHead(200);
        const more = setInterval(() => answer.write('x'.repeat(1000)), 1);
        answer.on('close', () => clearInterval(more));
        return;
      }
      default:
        answer.writeHead(behaviour, { location: 'http://127.0.0.1:1/elsewhere' }).end(`it is ${behaviour}`);
    }
  }
}

function fits(signature: string, signed: string, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const own = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  const given = Buffer.from(signature);
  return own.length === given.length && timingSafeEqual(own, given);
}
