import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';

export interface StreamedEvent {
  /** What a reader sends back as `Last-Event-ID`. */
  id?: number;
  event: string;
  data: unknown;
}

export interface EventSource {
  /** What is new since it was last read, oldest first. */
  read(): Promise<StreamedEvent[]>;
  /** Calls back when there may be something new; returns how to stop. */
  subscribe(onNews: () => void): () => void;
  /** False once the reader may read no more. */
  mayRead(): Promise<boolean>;
  /** How long to wait for a hint before looking, milliseconds. */
  lookEveryMs: number;
}

const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 1_000;

/** Server-sent events, until the reader leaves, may read no more, or `ending` fires. */
export async function streamEvents(
  reply: FastifyReply,
  source: EventSource,
  ending: AbortSignal,
): Promise<void> {
  const out = openEventStream(reply);
  const over = AbortSignal.any([ending, closed(out)]);
  let wake = (): void => undefined;
  const unsubscribe = source.subscribe(() => wake());
  over.addEventListener('abort', () => wake(), { once: true });
  let heartbeatAt = Date.now() + HEARTBEAT_MS;
  try {
    out.write(`retry: ${RECONNECT_MS}\n\n`);
    while (!over.aborted) {
      // Made before reading: news that comes while we read must not be slept over.
      const woken = new Promise<void>((resolve) => (wake = resolve));
      // Who does not take what was written gets no more: it waits with the source.
      if (!out.writableNeedDrain) for (const one of await source.read()) out.write(lines(one));
      if (Date.now() >= heartbeatAt) {
        if (out.writableNeedDrain || !(await source.mayRead())) break;
        out.write(': still here\n\n');
        heartbeatAt = Date.now() + HEARTBEAT_MS;
      }
      await Promise.race([woken, pause(source.lookEveryMs)]);
    }
  } finally {
    unsubscribe();
    // Who took nothing for a whole heartbeat would keep the connection, and with it the server, from ending.
    if (out.writableNeedDrain) out.destroy();
    else out.end();
  }
}

/** Streams of a server, all of which end when it closes. */
export function endWithServer(app: FastifyInstance) {
  const endings = new Set<AbortController>();
  app.addHook('preClose', async () => {
    for (const ending of endings) ending.abort();
  });
  return async (run: (ending: AbortSignal) => Promise<void>): Promise<void> => {
    const ending = new AbortController();
    endings.add(ending);
    try {
      await run(ending.signal);
    } finally {
      endings.delete(ending);
    }
  };
}

function lines({ id, event, data }: StreamedEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function openEventStream(reply: FastifyReply): ServerResponse {
  void reply.headers({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // A stream that was ended must not keep an idle connection, on which a server that stops would wait.
    connection: 'close',
    // nginx would collect events until its buffer is full.
    'x-accel-buffering': 'no',
  });
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.flushHeaders();
  return reply.raw;
}

function closed(out: ServerResponse): AbortSignal {
  const gone = new AbortController();
  out.once('close', () => gone.abort());
  out.on('error', () => gone.abort());
  return gone.signal;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
