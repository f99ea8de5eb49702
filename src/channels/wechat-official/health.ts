import type { Health } from '../channel.js';

/** The state of the account; `since` moves only when the state does. */
export class HealthBoard {
  private current: Health;

  constructor(private readonly now: () => Date) {
    this.current = { state: 'starting', since: now() };
  }

  set(state: Health['state'], detail?: string): void {
    const since = state === this.current.state ? this.current.since : this.now();
    this.current = { state, since, ...(detail === undefined ? {} : { detail }) };
  }

  get(): Health {
    return this.current;
  }
}
