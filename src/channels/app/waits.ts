/** Long polls that are open: one a device, ended together when the hub stops. */
export class Waits {
  private readonly open = new Map<string, AbortController>();

  /** A newer wait of the same device ends the one before: a phone that changed networks left it dangling. */
  enter(deviceId: string): { ending: AbortSignal; leave: () => void } {
    this.open.get(deviceId)?.abort();
    const controller = new AbortController();
    this.open.set(deviceId, controller);
    const leave = (): void => {
      if (this.open.get(deviceId) === controller) this.open.delete(deviceId);
    };
    return { ending: controller.signal, leave };
  }

  endAll(): void {
    for (const controller of this.open.values()) controller.abort();
  }
}

/**
 * Reads until something is there or `over` fires. News is only a hint, so what counts is read from the
 * store: before waiting, lest news be missed in between, and once more at the end, lest a hint was lost.
 */
export async function waitForNews<T>(
  read: () => Promise<T[]>,
  subscribe: (onNews: () => void) => () => void,
  over: AbortSignal,
): Promise<T[]> {
  const bell = new Bell();
  const unsubscribe = subscribe(() => bell.ring());
  over.addEventListener('abort', () => bell.ring(), { once: true });
  try {
    for (;;) {
      bell.quiet();
      const last = over.aborted;
      const found = await read();
      if (found.length > 0 || last) return found;
      await bell.rung();
    }
  } finally {
    unsubscribe();
  }
}

/** Rings once however often it is pulled before somebody listens again. */
class Bell {
  private ringing = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.ringing = true;
    this.wake?.();
  }

  quiet(): void {
    this.ringing = false;
  }

  async rung(): Promise<void> {
    if (!this.ringing) await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = undefined;
  }
}
