import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { portOf } from '../../test/support/mail/imap-peer.js';

const Sent = z.object({ to: z.string(), text: z.string() });

/** WeChat as the puppet of the play knows it: what citizens write goes in, what reaches them comes out. */
export class WeChatLine {
  readonly shown: z.infer<typeof Sent>[] = [];
  private puppet: Socket | undefined;
  private messages = 0;

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.puppet = socket;
      createInterface(socket).on('line', (line) => this.shown.push(Sent.parse(JSON.parse(line))));
    });
  }

  static async open(): Promise<WeChatLine> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new WeChatLine(server);
  }

  get port(): number {
    return portOf(this.server.address());
  }

  async deliver(from: string, name: string, text: string): Promise<void> {
    if (!this.puppet) await once(this.server, 'connection');
    this.puppet?.write(`${JSON.stringify({ id: `m-${++this.messages}`, from, name, text })}\n`);
  }
}
