import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ChannelAdapter, Health, Rate } from '../channels/channel.js';
import type { AccountMode, AccountReport, Backlog } from '../core/delivery/channel-operations.js';
import type { Outcome } from '../core/delivery/deliverer.js';
import { HubError } from '../core/errors.js';
import type { StoredOutbound } from '../core/model/message.js';
import type { Clock } from '../core/ports.js';
import { CircuitBreaker } from './breaker.js';
import { Pace } from './pace.js';

export interface AccountDeps {
  clock: Clock;
  log: Logger;
  /** Milliseconds that never jump: rates and breakers measure real time. */
  steady(): number;
  /** First pause before a start that failed is tried again; doubled each time up to ten minutes. */
  firstRetryMs: number;
}

/** A start that takes longer goes on behind: the hub does not wait for one account. */
const START_PATIENCE_MS = 5_000;
const MAX_RETRY_MS = 600_000;
/** A send waits so long for its turn; what has to wait longer goes back to the outbox. */
const SEND_PATIENCE_MS = 5_000;
const PAUSED_RETRY_MS = 60_000;

/**
 * One account at work: started until it stands, kept to its rate, spared while its provider is down, held
 * when an administrator says so, and counted. Whatever its adapter does, nobody else notices.
 */
export class Account {
  mode: AccountMode = 'on';
  private readonly breaker = new CircuitBreaker();
  private readonly pace: Pace;
  private readonly counts = { received: 0, sent: 0, failed: 0 };
  private lastInAt: Date | undefined;
  private lastOutAt: Date | undefined;
  private lastError: { at: Date; message: string } | undefined;
  private trouble: { message: string; since: Date } | undefined;
  private attempts = 0;
  private nextStart: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    readonly channel: string,
    readonly adapter: ChannelAdapter,
    rate: Rate,
    private readonly deps: AccountDeps,
  ) {
    this.pace = new Pace(rate);
  }

  get name(): string {
    return `${this.channel}/${this.adapter.account}`;
  }

  /** Never rejects: a start that fails is told by `report` and tried again. */
  async start(): Promise<void> {
    const patience = new AbortController();
    const enough = wait(START_PATIENCE_MS, undefined, patience).catch(() => undefined);
    await Promise.race([this.tryStart(), enough]);
    patience.abort();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.nextStart);
    await this.adapter.stop().catch((error: unknown) => this.deps.log.error({ err: error }, 'stop failed'));
  }

  /** A message of a citizen was stored. */
  received(): void {
    this.counts.received += 1;
    this.lastInAt = this.deps.clock.now();
  }

  /** Sends in turn, or says when to try again. Never rejects, so that no message hangs in between. */
  async send(message: StoredOutbound): Promise<Outcome> {
    if (this.mode === 'paused')
      return notNow('account-paused', `渠道账号 ${this.name} 已暂停发送`, PAUSED_RETRY_MS);
    if (this.trouble) return notNow('account-down', this.trouble.message, PAUSED_RETRY_MS);
    const place = this.pace.take(this.deps.steady(), SEND_PATIENCE_MS);
    if (place.type === 'later')
      return notNow('rate', `渠道账号 ${this.name} 正按发送频率排队`, Math.ceil(place.inMs));
    if (place.inMs > 0) await wait(place.inMs);
    const closedFor = this.breaker.enter(this.deps.steady());
    if (closedFor > 0)
      return notNow('circuit-open', `渠道账号 ${this.name} 连续发送失败，稍后再试`, closedFor);
    const outcome = await this.attempt(message);
    const wasOpen = this.breaker.isOpen;
    this.breaker.leave(verdictOf(outcome), this.deps.steady());
    if (this.breaker.isOpen && !wasOpen)
      this.deps.log.warn({ account: this.name }, 'sending rests: the provider fails again and again');
    return outcome;
  }

  /** Sends at once, whatever the account's mode, and counts what comes of it. */
  async attempt(message: StoredOutbound): Promise<Outcome> {
    const outcome = await this.adapter.send(message, message.id).catch((error: unknown) => {
      this.deps.log.error({ err: error, account: this.name }, 'a send threw instead of saying its result');
      return thrown(error);
    });
    const at = this.deps.clock.now();
    if (outcome.ok) {
      this.counts.sent += 1;
      this.lastOutAt = at;
    } else {
      this.counts.failed += 1;
      this.lastError = { at, message: `${outcome.message}（${outcome.code}）` };
    }
    return outcome;
  }

  async act(name: string): Promise<{ text: string; qr?: string }> {
    const action = this.adapter.actions?.find((each) => each.name === name);
    if (action) return action.run().catch((error: unknown) => this.actionFailed(error));
    const known = this.adapter.actions?.map((each) => each.name).join('、') ?? '';
    throw new HubError(
      'not-found',
      'action-not-found',
      `渠道账号 ${this.name} 没有“${name}”这项操作。`,
      known === '' ? '这个账号没有可执行的操作。' : `可用的操作：${known}。`,
    );
  }

  /** The provider's words are the reason; where they end, the admin can only try again. */
  private actionFailed(error: unknown): never {
    if (error instanceof HubError) throw error;
    this.deps.log.warn({ err: error, account: this.name }, 'an action failed');
    this.lastError = { at: this.deps.clock.now(), message: reasonOf(error) };
    throw new HubError(
      'rejected',
      'action-failed',
      `渠道账号 ${this.name} 的操作没有成功：${reasonOf(error)}`,
      '请按原因处理后再试一次。',
    );
  }

  report(backlog: Backlog | undefined): AccountReport {
    const health = this.health();
    const lastError = [this.lastError, health.lastError]
      .filter((error) => error !== undefined)
      .sort((a, b) => b.at.getTime() - a.at.getTime())[0];
    return {
      channel: this.channel,
      account: this.adapter.account,
      mode: this.mode,
      state: health.state,
      detail: health.detail,
      since: health.since,
      lastInAt: this.lastInAt,
      lastOutAt: this.lastOutAt,
      ...this.counts,
      waiting: backlog?.waiting ?? 0,
      oldestWaitingAt: backlog?.oldestAt,
      quotaLeft: health.quotaLeft,
      tokenExpiresAt: health.tokenExpiresAt,
      lastError,
      actions: (this.adapter.actions ?? []).map(({ name, title }) => ({ name, title })),
    };
  }

  private async tryStart(): Promise<void> {
    try {
      await this.adapter.start();
      this.trouble = undefined;
      this.attempts = 0;
    } catch (error) {
      const message = `渠道账号 ${this.name} 无法启动：${reasonOf(error)}`;
      const at = this.deps.clock.now();
      this.trouble = { message, since: this.trouble?.since ?? at };
      this.lastError = { at, message };
      const pause = Math.min(MAX_RETRY_MS, this.deps.firstRetryMs * 2 ** Math.min(this.attempts++, 20));
      this.deps.log.error({ err: error, account: this.name, retryInMs: pause }, 'account does not start');
      if (!this.stopped) this.nextStart = setTimeout(() => void this.tryStart(), pause);
    }
  }

  /** What the adapter says, under what the hub knows better: a start that failed, a mode, an open breaker. */
  private health(): Health {
    const own = this.adapter.health();
    if (this.trouble)
      return { ...own, state: 'down', since: this.trouble.since, detail: this.trouble.message };
    switch (this.mode) {
      case 'paused':
        return {
          ...own,
          state: 'paused',
          detail: '管理员已暂停发送：来信照收，待发消息保留，恢复后继续发送',
        };
      case 'drained':
        return {
          ...own,
          state: 'paused',
          detail: '管理员已停止接收：待发消息继续发送，新消息由平台稍后重试',
        };
      case 'on':
        return this.breaker.isOpen && own.state === 'up'
          ? { ...own, state: 'degraded', detail: '连续发送失败，暂歇一分钟后再试' }
          : own;
    }
  }
}

function notNow(code: string, message: string, retryAfterMs: number): Outcome {
  return { ok: false, kind: 'unreachable', code, message, retryAfterMs };
}

/** What a send means for the breaker: a refusal is an answer, a date to come again is no failure. */
function verdictOf(outcome: Outcome): 'answered' | 'failed' | 'neither' {
  if (outcome.ok) return 'answered';
  switch (outcome.kind) {
    case 'rejected':
    case 'window-closed':
    case 'opted-out':
      return 'answered';
    case 'unreachable':
      return outcome.retryAfterMs === undefined ? 'failed' : 'neither';
    case 'auth':
    case 'unknown-outcome':
      return 'failed';
  }
}

/** The adapter broke its word never to throw; whether the provider has the message, nobody knows. */
function thrown(error: unknown): Outcome {
  return { ok: false, kind: 'unknown-outcome', code: 'adapter-threw', message: reasonOf(error) };
}

function reasonOf(error: unknown): string {
  if (error instanceof HubError) return `${error.message}${error.hint}`;
  return error instanceof Error ? error.message : String(error);
}
