import { type ChildProcess, fork } from 'node:child_process';
import { post } from './hub-citizen.js';
import { rate } from './store-rate.js';

const CONCURRENT = 64;
const BODY = { clientMessageId: 'b1', text: '我家楼下路灯坏了好几天了' };

/** Bare Fastify in a process of its own, posted the same body over the same kind of connections. */
export class Echo {
  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {}

  static async start(): Promise<Echo> {
    const child = fork(new URL('./echo.mjs', import.meta.url));
    const port = await new Promise<number>((resolve) =>
      child.once('message', (message) => resolve(Number(message))),
    );
    const echo = new Echo(child, `http://127.0.0.1:${port}/`);
    await echo.perSecond(2);
    return echo;
  }

  async perSecond(seconds: number): Promise<number> {
    return (await rate(seconds, CONCURRENT, () => post(this.url, undefined, BODY))).perSecond;
  }

  stop(): void {
    this.child.kill();
  }
}
