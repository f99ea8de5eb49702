import type { ChannelAdapter } from '../channels/channel.js';
import type { Clock } from '../core/ports.js';

/** Stands where an account cannot be made: it says why, sends nothing and keeps what waits. */
export function brokenAccount(account: string, why: string, clock: Clock): ChannelAdapter {
  const since = clock.now();
  return {
    account,
    start: async () => undefined,
    stop: async () => undefined,
    send: async () => ({
      ok: false,
      kind: 'unreachable',
      code: 'account-broken',
      message: why,
      retryAfterMs: 5 * 60_000,
    }),
    health: () => ({ state: 'down', detail: why, since, lastError: { at: since, message: why } }),
  };
}
