import type { FastifyReply } from 'fastify';
import { type EventSource, streamEvents } from './event-stream.js';

export interface NewsSource<News extends { seq: number }> extends Pick<EventSource, 'subscribe' | 'mayRead'> {
  /** What came up after `seq`, oldest first. */
  read(seq: number): Promise<News[]>;
}

/** Another node's news brings no hint here, and a screen must come up within a second. */
const LOOK_EVERY_MS = 700;

/** Server-sent events, one per news, its id the seq. */
export async function streamNews<News extends { seq: number }>(
  reply: FastifyReply,
  event: 'call' | 'alert',
  source: NewsSource<News>,
  after: number,
  ending: AbortSignal,
): Promise<void> {
  let position = after;
  const read = async () => {
    const news = await source.read(position);
    position = news.at(-1)?.seq ?? position;
    return news.map((one) => ({ id: one.seq, event, data: one }));
  };
  await streamEvents(reply, { ...source, read, lookEveryMs: LOOK_EVERY_MS }, ending);
}
