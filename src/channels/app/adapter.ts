import type { ChannelAdapter, ChannelHost, Health, SendResult } from '../channel.js';
import type { StoredOutbound } from '../../core/model/message.js';
import { createApp, type App } from './app.js';
import type { AppConfig } from './config.js';
import { registerApi } from './http.js';
import { GatewayPush } from './push/gateway.js';
import { JPushPush } from './push/jpush.js';
import { Notifier } from './push/notifier.js';
import type { PushProvider } from './push/provider.js';

/** The app's API at work. The device fetches what is stored; a notice tells a sleeping phone to do so. */
export class AppAdapter implements ChannelAdapter {
  readonly account: string;
  readonly http: NonNullable<ChannelAdapter['http']>;
  private readonly app: App;
  private readonly notifier: Notifier | undefined;
  private state: Health;

  constructor(
    config: AppConfig,
    private readonly host: ChannelHost,
  ) {
    this.account = config.account;
    this.state = { state: 'starting', since: host.clock.now() };
    this.app = createApp(config, host, async (deviceId, seq) => this.notifier?.settle(deviceId, seq));
    const provider = providerOf(config, host);
    const { devices } = this.app;
    this.notifier =
      provider &&
      new Notifier({
        host,
        account: config.account,
        devices,
        provider,
        settings: config.push,
        report: (problem) => this.report(problem),
      });
    this.http = { prefix: '/api/app', register: (scope) => registerApi(scope, this.app) };
  }

  async start(): Promise<void> {
    this.move('up');
    await this.notifier?.start();
  }

  async stop(): Promise<void> {
    this.app.waits.endAll();
    await this.notifier?.stop();
    this.move('paused');
  }

  /** The answer is stored, and so within reach of the device; that it arrived, the device says itself. */
  async send(message: StoredOutbound, _idempotencyKey: string): Promise<SendResult> {
    try {
      const standing = await this.app.devices.standing(message.to);
      if (standing !== 'registered') return NOBODY_COMES[standing];
      await this.notifier?.owe(message.to, message.seq ?? 0);
      return { ok: true, providerId: message.id, status: 'sent' };
    } catch (error) {
      this.host.log.error({ err: error, messageId: message.id }, 'device registry not reachable');
      return { ok: false, kind: 'unreachable', code: 'store-away', message: '设备登记暂时读不到，稍后再试' };
    }
  }

  health(): Health {
    return this.state;
  }

  private report(problem: string | undefined): void {
    if (this.state.state === 'paused') return;
    if (problem === undefined) return this.move('up');
    const detail = `${problem}：回复都在应用里，但手机收不到提醒`;
    this.move('degraded', detail, { at: this.host.clock.now(), message: problem });
  }

  private move(state: Health['state'], detail?: string, lastError = this.state.lastError): void {
    const since = state === this.state.state ? this.state.since : this.host.clock.now();
    this.state = { state, since, ...(detail !== undefined && { detail }), ...(lastError && { lastError }) };
  }
}

/** Then another channel that the citizen agreed to is the better way. */
const NOBODY_COMES = {
  'signed-out': { ok: false, kind: 'opted-out', code: 'signed-out', message: '市民已在手机上退出应用' },
  unknown: { ok: false, kind: 'rejected', code: 'device-unknown', message: '没有登记过这台设备' },
} as const;

function providerOf({ push }: AppConfig, host: ChannelHost): PushProvider | undefined {
  if (push.gateway) return new GatewayPush(push.gateway, host.clock);
  return push.jpush && new JPushPush(push.jpush);
}
