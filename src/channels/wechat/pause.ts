/** Resolves after the time, or at once when aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
    if (signal.aborted) finish();
  });
}

/** How long to wait before the next attempt: doubled each time; ±20 % so that accounts do not knock in step. */
export function backoffMs(
  { firstSeconds, maxSeconds }: { firstSeconds: number; maxSeconds: number },
  attempt: number,
): number {
  const seconds = Math.min(maxSeconds, firstSeconds * 2 ** Math.min(attempt, 20));
  return seconds * 1000 * (0.8 + 0.4 * Math.random());
}
