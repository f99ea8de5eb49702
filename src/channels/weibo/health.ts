import type { Health } from '../channel.js';
import { WeiboError } from './api/errors.js';
import { expiryWarning } from './api/token.js';

/** The state of an account; `since` moves only when the state does. */
export class HealthBoard {
  private state: Pick<Health, 'state' | 'detail' | 'since'>;
  private lastError: Health['lastError'];
  private expiresAt: Date | undefined;

  constructor(
    private readonly title: string,
    private readonly now: () => Date,
    private readonly quotaLeft: () => number,
  ) {
    this.state = { state: 'starting', since: now() };
  }

  /** How the last exchange with Weibo ended; undefined: well. */
  report(error: unknown): void {
    if (error === undefined) return this.set('up');
    const message = error instanceof Error ? error.message : '原因不明';
    this.lastError = { at: this.now(), message };
    const kind = error instanceof WeiboError ? error.kind : undefined;
    if (kind === 'auth') this.set('paused', message);
    else if (kind === 'unreachable' || kind === undefined) this.set('degraded', message);
    else this.set('up');
  }

  tokenEnds(at: Date): void {
    this.expiresAt = at;
  }

  get(): Health {
    const warning = this.expiresAt && expiryWarning(this.expiresAt, this.now());
    const isUp = this.state.state === 'up';
    const health = isUp && warning !== undefined ? this.worded('degraded', warning) : this.state;
    return {
      ...health,
      quotaLeft: this.quotaLeft(),
      ...(this.expiresAt && { tokenExpiresAt: this.expiresAt }),
      ...(this.lastError && { lastError: this.lastError }),
    };
  }

  private set(state: Health['state'], detail?: string): void {
    const since = state === this.state.state ? this.state.since : this.now();
    this.state = detail === undefined ? { state, since } : { ...this.worded(state, detail), since };
  }

  private worded(state: Health['state'], detail: string): Pick<Health, 'state' | 'detail' | 'since'> {
    return { state, detail: `微博 ${this.title}：${detail}`, since: this.state.since };
  }
}
