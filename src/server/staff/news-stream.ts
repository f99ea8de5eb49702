import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';

export interface StreamSource<News extends { seq: number }> {
  /** What came up after `seq`, oldest first. */
  read(seq: number): Promise<News[]>;
  /** Calls back when there may be something new; returns how to stop. */
  subscribe(onNews: () => void): () => void;
  /** False once the reader may read no more. */
  mayRead(): Promise<boolean>;
}

/** Another node's news brings no hint here, and a screen must come up within a second. */
const LOOK_EVERY_MS = 700;
const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 1_000;

/** Server-sent events, one per news, its id the seq, until the reader leaves, may read no more, or `ending` fires. */
export async function streamNews<News extends { seq: number }>(
  reply: FastifyReply,
  event: 'call' | 'alert',
  source: StreamSource<News>,
  after: number,
  ending: AbortSignal,
): Promise<void> {
  const out = openEventStream(reply);
  const over = AbortSignal.any([ending, closed(out)]);
  let wake = (): void => undefined;
  const unsubscribe = source.subscribe(() => wake());
  over.addEventListener('abort', () => wake(), { once: true });
  let position = after;
  let heartbeatAt = Date.now() + HEARTBEAT_MS;
  try {
    out.write(`retry: ${RECONNECT_MS}\n\n`);
    while (!over.aborted) {
      // Made before reading: news that comes while we read must not be slept over.
      const woken = new Promise<void>((resolve) => (wake = resolve));
      for (const news of await source.read(position)) {
        out.write(`id: ${news.seq}\nevent: ${event}\ndata: ${JSON.stringify(news)}\n\n`);
        position = news.seq;
      }
      if (Date.now() >= heartbeatAt) {
        if (out.writableNeedDrain || !(await source.mayRead())) break;
        out.write(': still here\n\n');
        heartbeatAt = Date.now() + HEARTBEAT_MS;
      }
      await Promise.race([woken, pause(LOOK_EVERY_MS)]);
    }
  } finally {
    unsubscribe();
    // Who took nothing for a whole heartbeat would keep the connection, and with it the server, from ending.
    if (out.writableNeedDrain) out.destroy();
    else out.end();
  }
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
