import type { AppApi, AppMessage } from './app-api.js';
import { Refused, Unreachable } from './hub.js';

/**
 * The conversation as it grows, each message once and in order: reads what comes after `after`, then waits
 * for news, and tells the hub what arrived. Lives through a network that goes away; ends with the signal,
 * and throws what will not mend itself (a `Refused` that is final).
 */
export async function* follow(
  api: AppApi,
  after: number,
  signal: AbortSignal,
  pauseMs: (failures: number) => number = (failures) => Math.min(60_000, 1000 * 2 ** failures),
): AsyncGenerator<AppMessage> {
  let position = after;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const { messages } = await api.readMessages({ after: position, wait: WAIT_SECONDS }, signal);
      failures = 0;
      const arrived = messages.filter(({ from, status }) => from !== 'you' && status === 'sent');
      for (const message of messages) {
        yield message;
        position = message.seq;
      }
      if (arrived.length > 0)
        await api.sendReceipts({
          receipts: arrived.map(({ id }) => ({ messageId: id, status: 'delivered' })),
        });
    } catch (error) {
      const mends = error instanceof Unreachable || (error instanceof Refused && !error.isFinal);
      if (!mends) throw error;
      await pause(pauseMs(failures++), signal);
    }
  }
}

const WAIT_SECONDS = 25;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
