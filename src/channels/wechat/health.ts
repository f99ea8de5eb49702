import type { Health } from '../channel.js';

/** The state of the account; `since` moves only when the state does, and the last trouble stays to be read. */
export class HealthBoard {
  private current: Health;

  constructor(private readonly now: () => Date) {
    this.current = { state: 'starting', since: now() };
  }

  set(state: Health['state'], detail?: string): void {
    const now = this.now();
    const since = state === this.current.state ? this.current.since : now;
    const lastError = detail === undefined ? this.current.lastError : { at: now, message: detail };
    this.current = { state, since, ...(detail !== undefined && { detail }), ...(lastError && { lastError }) };
  }

  get(): Health {
    return this.current;
  }
}
