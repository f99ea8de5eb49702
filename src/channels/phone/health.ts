import type { Health } from '../channel.js';

/** The state of a line; `since` moves only when the state does. */
export class HealthBoard {
  private current: Health;

  constructor(private readonly now: () => Date) {
    this.current = { state: 'starting', since: now() };
  }

  set(state: Health['state'], detail?: string): void {
    const { since, lastError } = this.current;
    const at = this.now();
    const failed = detail === undefined ? lastError : { at, message: detail };
    this.current = {
      state,
      since: state === this.current.state ? since : at,
      ...(detail === undefined ? {} : { detail }),
      ...(failed && { lastError: failed }),
    };
  }

  get(): Health {
    return this.current;
  }
}
