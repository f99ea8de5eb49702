import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';
import type { AppConfig } from '../config.js';
import type { Devices } from '../devices/registry.js';
import type { PushProvider, PushResult } from './provider.js';

/** All that a notice says: it stands on a locked screen, before anybody's eyes. */
export const NOTICE_TEXT = '您有一条新回复';

/** That a device is to be told of something new, and up to where. */
const Debt = z.object({ seq: z.number().int(), since: z.iso.datetime() });
type Debt = z.infer<typeof Debt>;

interface Deps {
  host: ChannelHost;
  account: string;
  devices: Devices;
  provider: PushProvider;
  settings: AppConfig['push'];
  /** How the service stands: undefined when it took a notice. */
  report(problem: string | undefined): void;
}

/**
 * Owes devices a notice, at most one each however many answers wait there, until the service has taken it,
 * the device has fetched them by itself, or it is too late. Debts are durable, so a crash forgets none;
 * none of this can fail a message, which the device fetches in any case.
 */
export class Notifier {
  private readonly waiting = new Map<string, { debt: Debt; attempt: number; timer?: NodeJS.Timeout }>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly deps: Deps) {}

  /** Takes up what a crash or a stop left. */
  async start(): Promise<void> {
    this.stopped = false;
    const prefix = this.key('');
    const owed = await this.deps.host.memory.list(prefix, MAX_TAKEN_UP);
    // Spread, so that a service is not run over by a hub that comes back.
    for (const [n, { key, value }] of owed.entries())
      this.wait(key.slice(prefix.length), Debt.parse(value), 0, n * TAKE_UP_EVERY_MS);
  }

  /** Running attempts finish; the rest stays owed. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    await Promise.all(this.running);
    this.waiting.clear();
  }

  /** There is something new for the device, at this place of its conversation. Durable when it resolves. */
  async owe(deviceId: string, seq: number): Promise<void> {
    const known = this.waiting.get(deviceId);
    const since = known?.debt.since ?? this.deps.host.clock.now().toISOString();
    const debt = { seq: Math.max(seq, known?.debt.seq ?? 0), since };
    await this.deps.host.memory.set(this.key(deviceId), debt);
    if (known) known.debt = debt;
    else this.wait(deviceId, debt, 0, this.deps.settings.graceSeconds * 1000);
  }

  /** The device has everything up to here. */
  async settle(deviceId: string, seq: number): Promise<void> {
    const owed = this.waiting.get(deviceId);
    if (owed && owed.debt.seq <= seq) await this.forget(deviceId);
  }

  private wait(deviceId: string, debt: Debt, attempt: number, ms: number): void {
    if (this.stopped) return;
    const timer = setTimeout(() => this.run(deviceId), ms);
    this.waiting.set(deviceId, { debt, attempt, timer });
  }

  private run(deviceId: string): void {
    const running = this.attempt(deviceId).finally(() => this.running.delete(running));
    this.running.add(running);
  }

  private async attempt(deviceId: string): Promise<void> {
    const owed = this.waiting.get(deviceId);
    if (!owed) return;
    const { debt, attempt } = owed;
    try {
      const result = await this.tell(deviceId, debt);
      if (result.type === 'later' || result.type === 'auth') {
        this.deps.report(result.message);
        return await this.later(deviceId, attempt, result.type === 'later' ? result.retryAfterMs : undefined);
      }
      // More came while the notice was under way: the citizen may have looked in between.
      const newest = this.waiting.get(deviceId)?.debt;
      if (newest && newest.seq > debt.seq) return this.wait(deviceId, newest, 0, 0);
      await this.forget(deviceId);
    } catch (error) {
      // The store or a secret file is away: no fault of this notice.
      this.deps.host.log.error({ err: error, channel: 'app' }, 'notice not tried; tried again');
      this.deps.report('推送未能进行，详见日志');
      await this.later(deviceId, attempt);
    }
  }

  private async tell(deviceId: string, { seq }: Debt): Promise<PushResult> {
    const { devices, provider, settings, host } = this.deps;
    const target = await devices.pushTarget(deviceId);
    if (!target) return { type: 'taken' };
    const result = await provider.push({
      ...target,
      id: `${this.deps.account}-${deviceId}-${seq}`.slice(-64),
      title: settings.title,
      text: NOTICE_TEXT,
      ttlSeconds: settings.retry.giveUpHours * 3600,
    });
    if (result.type === 'taken') this.deps.report(undefined);
    if (result.type === 'token-gone') await devices.dropPushToken(deviceId, target.token);
    if (result.type === 'refused')
      host.log.error({ reason: result.message }, 'notice refused by the service');
    return result;
  }

  private async later(deviceId: string, attempt: number, retryAfterMs?: number): Promise<void> {
    const owed = this.waiting.get(deviceId);
    if (!owed) return;
    const { firstSeconds, maxSeconds, giveUpHours } = this.deps.settings.retry;
    const age = this.deps.host.clock.now().getTime() - Date.parse(owed.debt.since);
    if (age > giveUpHours * 3_600_000) return this.forget(deviceId);
    const doubled = Math.min(maxSeconds, firstSeconds * 2 ** Math.min(attempt, 20)) * 1000;
    this.wait(deviceId, owed.debt, attempt + 1, retryAfterMs ?? doubled * (0.8 + 0.4 * Math.random()));
  }

  private async forget(deviceId: string): Promise<void> {
    clearTimeout(this.waiting.get(deviceId)?.timer);
    this.waiting.delete(deviceId);
    await this.deps.host.memory.delete(this.key(deviceId));
  }

  private key(deviceId: string): string {
    return `notice:${this.deps.account}:${deviceId}`;
  }
}

/** Devices at most that a start takes up; a city has fewer answers waiting than this. */
const MAX_TAKEN_UP = 100_000;
const TAKE_UP_EVERY_MS = 10;
