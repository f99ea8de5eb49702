import type { CallLine, ChannelHost, Health, KeptPayload } from '../../channel.js';
import type { AsteriskExchange } from '../config.js';
import type { Exchange } from '../exchange.js';
import { HealthBoard } from '../health.js';
import { readSecret } from '../secrets.js';
import { AriConnection } from './connection.js';
import { AriInbox } from './inbox.js';
import { AriRest } from './rest.js';

/** Asterisk: its events come over a WebSocket that we keep open; callers are let on at once. */
export class AriExchange implements Exchange {
  private readonly board: HealthBoard;
  private connection: AriConnection | undefined;
  private inbox: AriInbox | undefined;

  constructor(
    private readonly settings: AsteriskExchange,
    private readonly line: CallLine,
    private readonly host: ChannelHost,
  ) {
    this.board = new HealthBoard(() => host.clock.now());
  }

  /** Rejects only when the password cannot be read. */
  async start(): Promise<void> {
    const { username, password, passwordFile, app } = this.settings;
    const { account } = this.line;
    const secret = await readSecret(password, passwordFile);
    const authorization = `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
    const url = this.settings.url.replace(/\/+$/, '');
    const rest = new AriRest(url, app, authorization);
    const inbox = new AriInbox(this.settings, this.line, this.host, rest, (detail) =>
      this.board.set('degraded', `线路 ${account}：${detail}`),
    );
    this.inbox = inbox;
    this.connection = new AriConnection(
      { ...this.settings, url, authorization },
      {
        up: () => {
          this.board.set('up');
          inbox.catchUp();
        },
        down: (why) => this.board.set('down', `线路 ${account} 与 Asterisk 的连接中断，正在重连：${why}`),
        refused: (why) => this.board.set('paused', `线路 ${account}：${why}，请核对 ari.conf 的用户和密码`),
        message: (bytes) => inbox.take(bytes),
      },
    );
    this.connection.open();
  }

  async stop(): Promise<void> {
    await this.connection?.close();
    await this.inbox?.stop();
    this.board.set('paused');
  }

  async retake(kept: KeptPayload, host: ChannelHost): Promise<void> {
    if (this.inbox === undefined) throw new Error('账号尚未启动');
    await this.inbox.again(kept, host);
  }

  health(): Health {
    return this.board.get();
  }
}
