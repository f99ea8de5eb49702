import type { Health } from '../channel.js';
import type { SmsError } from './provider.js';

/** The state of an account, told from what came of its calls; `since` moves only when the state does. */
export class HealthBoard {
  private current: Health;

  constructor(
    private readonly account: string,
    private readonly now: () => Date,
  ) {
    this.current = { state: 'starting', since: now() };
  }

  get(): Health {
    return this.current;
  }

  /** A call came through. */
  up(): void {
    this.set('up');
  }

  /** What befalls one message says nothing about the account; what would befall every message does. */
  failed(error: SmsError): void {
    const { kind, more, message } = error;
    const detail = `短信账号 ${this.account}：${message}`;
    if (kind === 'auth') this.set('paused', detail, message);
    else if (kind === 'unreachable' || more.alarm === true) this.set('degraded', detail, message);
    else this.current = { ...this.current, lastError: { at: this.now(), message } };
  }

  /** Something nobody foresaw. */
  broken(message: string): void {
    this.set('down', `短信账号 ${this.account} 无法启用：${message}`, message);
  }

  private set(state: Health['state'], detail?: string, error?: string): void {
    const since = state === this.current.state ? this.current.since : this.now();
    const lastError = error === undefined ? this.current.lastError : { at: this.now(), message: error };
    this.current = { state, since, detail, lastError };
  }
}
