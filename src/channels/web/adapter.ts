import type { FastifyInstance } from 'fastify';
import type { ChannelAdapter, ChannelHost, Health, SendResult } from '../channel.js';
import type { StoredOutbound } from '../../core/model/message.js';
import type { WebConfig } from './config.js';
import { registerApi } from './http.js';
import { createWeb, type Web } from './web.js';

/** The API behind the citizens' pages, the widget and 随手拍. The citizen's browser fetches, so there is nobody to send to. */
export class WebAdapter implements ChannelAdapter {
  readonly account: string;
  readonly http: NonNullable<ChannelAdapter['http']>;
  private readonly web: Web;
  private state: Health;

  constructor(config: WebConfig, host: ChannelHost) {
    this.account = config.account;
    this.web = createWeb(config, host);
    this.state = { state: 'starting', since: host.clock.now() };
    this.http = { prefix: '/', register: (app) => this.register(app) };
  }

  async start(): Promise<void> {
    this.state = { state: 'up', since: this.web.host.clock.now() };
  }

  async stop(): Promise<void> {
    this.web.streams.endAll();
    this.state = { state: 'paused', since: this.web.host.clock.now() };
  }

  /** A stored answer is delivered: the browser reads it from the store, when it next looks. */
  async send(message: StoredOutbound, _idempotencyKey: string): Promise<SendResult> {
    return { ok: true, providerId: message.id, status: 'delivered' };
  }

  health(): Health {
    return this.state;
  }

  private async register(app: FastifyInstance): Promise<void> {
    await app.register((api) => registerApi(api, this.web), { prefix: '/api/web' });
  }
}
