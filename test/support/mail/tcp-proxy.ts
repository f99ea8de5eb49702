import { connect, createServer, type Server, type Socket } from 'node:net';
import { portOf } from './imap-peer.js';

/** A wire between two servers of this machine that can be cut, or go silent without a word. */
export class TcpProxy {
  private readonly pairs = new Set<[Socket, Socket]>();
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(target: number): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new TcpProxy(server, portOf(server.address()));
    server.on('connection', (near) => {
      const far = connect(target, '127.0.0.1');
      proxy.pairs.add([near, far]);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => to.destroy());
      }
    });
    return proxy;
  }

  /** Cuts every connection that there is now. */
  cut(): void {
    for (const pair of this.pairs) pair.forEach((socket) => socket.destroy());
    this.pairs.clear();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
