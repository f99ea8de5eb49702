import type { Health } from '../channel.js';

/** The state of one half of the adapter; `since` moves only when the state does. */
export class HealthBoard {
  private current: Health;

  constructor(
    private readonly now: () => Date,
    state: Health['state'],
  ) {
    this.current = { state, since: now() };
  }

  set(state: Health['state'], detail?: string): void {
    const since = state === this.current.state ? this.current.since : this.now();
    this.current = { state, since, ...(detail === undefined ? {} : { detail }) };
  }

  get(): Health {
    return this.current;
  }
}

/** Of receiving and sending, the one that staff should look at. */
export function worse(a: Health, b: Health): Health {
  return SEVERITY.indexOf(b.state) > SEVERITY.indexOf(a.state) ? b : a;
}

const SEVERITY: readonly Health['state'][] = ['up', 'starting', 'degraded', 'down', 'paused'];
