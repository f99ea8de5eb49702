/** One server-sent event; its data is what the hub's schemas say. */
export interface StreamedEvent<T> {
  event: string;
  data: T;
}

/** A stream that says nothing for so long is dead: the hub says something at least every 25 seconds. */
const SILENT_MS = 60_000;

/**
 * Reads server-sent events until the stream ends, falls silent, or `over` fires. Read by `fetch`, because an
 * EventSource can carry no token and never notices a stream that fell silent.
 */
export async function readEvents<T>(
  open: (signal: AbortSignal) => Promise<Response>,
  over: AbortSignal,
  { onOpen, onEvent }: { onOpen(): void; onEvent(event: StreamedEvent<T>): void },
): Promise<Response> {
  const silent = new AbortController();
  const stop = () => silent.abort();
  over.addEventListener('abort', stop, { once: true });
  let watch = setTimeout(stop, SILENT_MS);
  try {
    const response = await open(silent.signal);
    if (!response.ok || !response.body) return response;
    onOpen();
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    let event = 'message';
    for (;;) {
      const { done, value } = await reader.read();
      if (done || over.aborted) return response;
      clearTimeout(watch);
      watch = setTimeout(stop, SILENT_MS);
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('event: ')) event = line.slice(7);
        else if (line.startsWith('data: ')) {
          const data: T = JSON.parse(line.slice(6));
          onEvent({ event, data });
        } else if (line === '') event = 'message';
      }
    }
  } finally {
    clearTimeout(watch);
    over.removeEventListener('abort', stop);
    silent.abort();
  }
}

/** Waits, or not longer than until `over` fires. */
export function pause(ms: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      over.removeEventListener('abort', end);
      resolve();
    }, ms);
    over.addEventListener('abort', end, { once: true });
  });
}
