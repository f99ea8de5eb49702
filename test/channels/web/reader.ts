import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';

/** An event stream as a browser reads it. */
export class Reader {
  readonly events: { seq: number; text: string }[] = [];
  comments = 0;
  readonly ended: Promise<unknown>;
  private rest = '';
  private readonly watchers = new Set<() => void>();

  private constructor(private readonly body: IncomingMessage) {
    this.ended = once(body, 'close');
    body.setEncoding('utf8').on('data', (text: string) => this.take(text));
    // Being cut off is what some tests are about; the reader just ends.
    body.on('error', () => body.destroy());
  }

  static async open(url: string, headers: Record<string, string>): Promise<Reader> {
    const body = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { headers, agent: false }, resolve).on('error', reject);
    });
    if (body.statusCode === 200) return new Reader(body);
    body.destroy();
    throw new Error(`the stream answered ${body.statusCode}`);
  }

  async leave(): Promise<void> {
    this.body.destroy();
    await this.ended;
  }

  /** The texts read so far, as soon as there are so many. */
  async texts(count: number): Promise<string[]> {
    await this.until(() => this.events.length >= count);
    return this.events.map(({ text }) => text);
  }

  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!condition()) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
    });
  }

  private take(text: string): void {
    const blocks = (this.rest + text).split('\n\n');
    this.rest = blocks.pop() ?? '';
    for (const block of blocks) this.takeBlock(block);
    for (const look of [...this.watchers]) look();
  }

  private takeBlock(block: string): void {
    const [, seq, data] = /^id: (\d+)\ndata: (.*)$/.exec(block) ?? [];
    if (block.startsWith(':')) this.comments += 1;
    else if (seq && data) this.events.push({ seq: Number(seq), text: Said.parse(JSON.parse(data)).text });
  }
}

const Said = z.object({ text: z.string() });

/** A reader whose device has gone to sleep: the connection stands, nothing is ever read from it. */
export async function openSleeper(url: string, headers: Record<string, string>): Promise<Socket> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.pause();
  const lines = Object.entries({ host: hostname, ...headers }).map(([name, value]) => `${name}: ${value}`);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(`GET ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  return socket;
}

/** Tries until it works; the test's own time limit ends it. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
