import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

export const ARI_USER = { username: 'hub', password: 'ari-secret' };
export type AriMessage = { type: string } & Record<string, unknown>;

/**
 * An Asterisk with an ARI: events over a WebSocket, commands over HTTP, basic auth on both. Every event it
 * sends is checked against the models that Asterisk publishes, so a test cannot be green on invented fields.
 */
export class AsteriskPeer {
  /** Commands in the order in which they came, such as "POST /channels/1/continue". */
  readonly commands: string[] = [];
  /** Channels there are now. */
  readonly channels = new Set<string>();
  /** Status of the next commands, one each; 204 otherwise. */
  readonly commandFaults: number[] = [];
  connections = 0;
  refuseWith: number | undefined;
  private server: Server | undefined;
  private sockets: WebSocketServer | undefined;
  private port = 0;
  private readonly waiting = new Set<() => void>();

  static async open(): Promise<AsteriskPeer> {
    const peer = new AsteriskPeer();
    await peer.comeBack();
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/ari`;
  }

  get isConnected(): boolean {
    return this.sockets !== undefined && this.sockets.clients.size > 0;
  }

  async comeBack(): Promise<void> {
    const server = createServer((request, response) => this.command(request, response));
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      const status = this.refuseWith ?? (this.isAllowed(request) ? undefined : 401);
      if (status !== undefined) return socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
      sockets.handleUpgrade(request, socket, head, () => {
        this.connections++;
        this.changed();
      });
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
    this.sockets = sockets;
    this.port = PortOf.parse(server.address()).port;
  }

  /** Everything is cut, and nobody listens any more. */
  async goAway(): Promise<void> {
    const { server } = this;
    this.drop();
    this.server = undefined;
    this.sockets = undefined;
    server?.closeAllConnections();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Cuts connections without a word, as a network does. */
  drop(): void {
    for (const client of this.sockets?.clients ?? []) client.terminate();
  }

  /** Sends an event to whoever is connected. */
  emit(event: AriMessage): void {
    const faults = faultsOf(event);
    if (faults.length > 0) throw new Error(`Asterisk sends no such event: ${faults.join('; ')}`);
    this.emitRaw(JSON.stringify(event));
  }

  emitRaw(text: string): void {
    for (const client of this.sockets?.clients ?? [])
      if (client.readyState === WebSocket.OPEN) client.send(text);
  }

  /** Resolves when the condition holds; looked at whenever something happens here. */
  async until(what: string, condition: () => boolean, ms = 15_000): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`waited for ${what}; commands: ${this.commands.join(', ')}`));
      }, ms);
      const look = (): void => {
        if (!condition()) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
    });
  }

  private command(request: IncomingMessage, response: ServerResponse): void {
    if (!this.isAllowed(request)) return void response.writeHead(401).end();
    const path = decodeURIComponent((request.url ?? '').replace(/^\/ari/, ''));
    this.commands.push(`${request.method ?? ''} ${path}`);
    const fault = this.commandFaults.shift();
    if (fault !== undefined) response.writeHead(fault).end();
    else if (path === '/channels')
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify([...this.channels].map((id) => channel(id))));
    else response.writeHead(path.includes('/subscription') ? 200 : 204).end();
    this.changed();
  }

  private isAllowed({ headers }: IncomingMessage): boolean {
    const { username, password } = ARI_USER;
    return headers.authorization === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  private changed(): void {
    for (const look of [...this.waiting]) look();
  }
}

const PortOf = z.custom<AddressInfo>(
  (value) => typeof value === 'object' && value !== null && 'port' in value,
);

/** A caller's channel as Asterisk describes it. */
export function channel(id: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    protocol_id: `${id}@pbx`,
    name: `PJSIP/trunk-${id.replace(/\D/g, '').padStart(8, '0').slice(-8)}`,
    state: 'Ring',
    caller: { name: '', number: '13812345678' },
    connected: { name: '', number: '' },
    accountcode: '',
    dialplan: {
      context: 'from-trunk',
      exten: '12345',
      priority: 1,
      app_name: 'Stasis',
      app_data: 'hub12345',
    },
    creationtime: '2026-11-24T09:12:03.000+0800',
    language: 'zh',
    ...over,
  };
}

/** An event with what every event has. */
export function ariEvent(type: string, fields: Record<string, unknown>, timestamp: string): AriMessage {
  return { type, application: 'hub12345', asterisk_id: '52:54:00:12:34:56', timestamp, ...fields };
}

const FieldSpec = z.tuple([z.string(), z.boolean()]);
const Shape = z.record(z.string(), FieldSpec);
const Published = z.object({
  events: z.record(z.string(), Shape),
  models: z.record(z.string(), Shape),
  states: z.array(z.string()),
});
const PUBLISHED = Published.parse(
  JSON.parse(readFileSync(new URL('../fixtures/phone/ari-models.json', import.meta.url), 'utf8')),
);

/** In what an event differs from Asterisk's published models. */
export function faultsOf(event: AriMessage): string[] {
  const own = PUBLISHED.events[event.type];
  if (!own) return [`unknown type ${event.type}`];
  return faultsIn(event, { ...PUBLISHED.models['Event'], ...own }, event.type);
}

function faultsIn(value: unknown, shape: z.infer<typeof Shape>, path: string): string[] {
  const fields = z.record(z.string(), z.unknown()).safeParse(value).data;
  if (!fields) return [`${path} is no object`];
  const unknown = Object.keys(fields).filter((name) => !(name in shape));
  return [
    ...unknown.map((name) => `${path}.${name} is not published`),
    ...Object.entries(shape).flatMap(([name, [type, required]]) => {
      const field = fields[name];
      if (field === undefined) return required ? [`${path}.${name} is missing`] : [];
      return faultsOfType(field, type, `${path}.${name}`);
    }),
  ];
}

function faultsOfType(value: unknown, type: string, path: string): string[] {
  const model = PUBLISHED.models[type];
  if (model) return faultsIn(value, model, path);
  const fits = PRIMITIVES[type]?.(value) ?? false;
  return fits ? [] : [`${path} is no ${type}`];
}

const PRIMITIVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  int: (value) => Number.isInteger(value),
  long: (value) => Number.isInteger(value),
  object: (value) => typeof value === 'object' && value !== null,
  Date: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/.test(value),
  'List[string]': (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'string'),
  ChannelState: (value) => typeof value === 'string' && PUBLISHED.states.includes(value),
};
