import { WebSocket } from 'ws';

export interface ConnectionSettings {
  /** The ARI without trailing slash. */
  url: string;
  app: string;
  authorization: string;
  pingSeconds: number;
  retry: { firstSeconds: number; maxSeconds: number };
}

export interface ConnectionEvents {
  up(): void;
  down(why: string): void;
  /** Asterisk does not know us: trying again helps only after the settings change there or here. */
  refused(why: string): void;
  message(bytes: Buffer): void;
}

const MAX_EVENT_BYTES = 1_048_576;

/** A WebSocket to the ARI that is opened again, after ever longer pauses, until it is closed by us. */
export class AriConnection {
  private socket: WebSocket | undefined;
  private pings: NodeJS.Timeout | undefined;
  private nextTry: NodeJS.Timeout | undefined;
  private failures = 0;
  private closing = false;

  constructor(
    private readonly settings: ConnectionSettings,
    private readonly events: ConnectionEvents,
  ) {}

  open(): void {
    const { url, app, authorization } = this.settings;
    // The credentials go in a header: an address with api_key would stand in every proxy's log.
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/events?app=${encodeURIComponent(app)}`, {
      headers: { authorization },
      handshakeTimeout: this.settings.pingSeconds * 1000,
      maxPayload: MAX_EVENT_BYTES,
    });
    this.socket = socket;
    let why = '连接已关闭';
    socket.on('open', () => {
      this.failures = 0;
      this.watch(socket);
      this.events.up();
    });
    socket.on('message', (data) => this.events.message(bufferOf(data)));
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      const status = response.statusCode ?? 0;
      why = `Asterisk 返回 ${String(status)}`;
      if (status === 401 || status === 403) this.events.refused(why);
      else this.events.down(why);
      this.again();
    });
    socket.on('error', (error) => (why = error.message));
    socket.on('close', () => {
      clearInterval(this.pings);
      if (this.closing || this.nextTry) return;
      this.events.down(why);
      this.again();
    });
  }

  /** Resolves when nothing of the connection is left. */
  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.nextTry);
    clearInterval(this.pings);
    const { socket } = this;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.terminate();
    });
  }

  /** A peer that vanished without a word sends no close: only an unanswered ping tells. */
  private watch(socket: WebSocket): void {
    let answered = true;
    socket.on('pong', () => (answered = true));
    this.pings = setInterval(() => {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
    }, this.settings.pingSeconds * 1000);
  }

  /** Doubled each time; ±20 % so that several hubs do not knock in step. */
  private again(): void {
    if (this.closing || this.nextTry) return;
    const { firstSeconds, maxSeconds } = this.settings.retry;
    const seconds = Math.min(maxSeconds, firstSeconds * 2 ** Math.min(this.failures++, 20));
    this.nextTry = setTimeout(
      () => {
        this.nextTry = undefined;
        this.open();
      },
      seconds * 1000 * (0.8 + 0.4 * Math.random()),
    );
  }
}

function bufferOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
