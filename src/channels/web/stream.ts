import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { CitizenMessage } from './schemas.js';

export interface StreamSource {
  /** Messages above a sequence, oldest first. */
  read(after: number, limit: number): Promise<CitizenMessage[]>;
  /** Calls back when there may be something new, with it if it is at hand; returns how to stop. */
  subscribe(onNews: (news?: CitizenMessage[]) => void): () => void;
}
export interface StreamSettings {
  heartbeatMs: number;
  /** A reader that takes nothing for so long is dropped. */
  slowReaderMs: number;
}

/**
 * Writes a conversation to one reader as server-sent events until the reader leaves, is too slow, or
 * `ending` fires. News is only a hint: it is written as told when it follows the last sequence written;
 * else what is above that is read from the store, so nothing is lost between two hints. A page is read only
 * when the one before has left us, so a slow reader costs one page of memory. The heartbeat reads too, for
 * a lost hint.
 */
export async function streamConversation(
  out: ServerResponse,
  source: StreamSource,
  after: number,
  settings: StreamSettings,
  ending: AbortSignal,
): Promise<void> {
  const gone = new AbortController();
  const over = AbortSignal.any([gone.signal, ending]);
  const news = new Signal();
  const told = new Told();
  out.once('close', () => gone.abort());
  out.on('error', () => gone.abort());
  over.addEventListener('abort', () => news.raise(), { once: true });
  const unsubscribe = source.subscribe((messages) => {
    told.add(messages);
    news.raise();
  });
  const heartbeat = setInterval(() => {
    if (!out.writableNeedDrain) out.write(': still here\n\n');
    told.add(undefined);
    news.raise();
  }, settings.heartbeatMs);
  try {
    out.write(`retry: ${RECONNECT_MS}\n\n`);
    let position = after;
    while (!over.aborted) {
      news.lower();
      const page = told.take(position) ?? (await source.read(position, PAGE));
      for (const message of page) {
        out.write(`id: ${message.seq}\ndata: ${JSON.stringify(message)}\n\n`);
        position = message.seq;
      }
      if (!(await drained(out, settings.slowReaderMs, over))) break;
      if (page.length < PAGE) await news.raised();
    }
  } finally {
    clearInterval(heartbeat);
    unsubscribe();
    if (out.writableNeedDrain) out.destroy();
    else out.end();
  }
}

/** Messages read at a time, and so the most held for one reader. */
const PAGE = 50;
/** How long a browser waits before it comes back. */
const RECONNECT_MS = 3000;

/** Waits until everything written was taken; false when that takes too long or the stream is over. */
async function drained(out: ServerResponse, withinMs: number, over: AbortSignal): Promise<boolean> {
  if (!out.writableNeedDrain) return true;
  const tooLong = AbortSignal.timeout(withinMs);
  try {
    await once(out, 'drain', { signal: AbortSignal.any([over, tooLong]) });
    return true;
  } catch (error) {
    if (over.aborted || tooLong.aborted) return false;
    throw error;
  }
}

/** A flag that can be waited for; raising it twice before it is lowered wakes once. */
class Signal {
  private up = false;
  private wake: (() => void) | undefined;

  raise(): void {
    this.up = true;
    this.wake?.();
  }

  lower(): void {
    this.up = false;
  }

  async raised(): Promise<void> {
    if (!this.up) await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = undefined;
  }
}

/** What a reader was told of since it last looked; no more than a page of it, because the store has it all. */
class Told {
  private messages: CitizenMessage[] | undefined;

  /** `undefined`: there may be more than what was told. */
  add(news: CitizenMessage[] | undefined): void {
    this.messages = news && this.messages ? [...this.messages, ...news] : undefined;
    if (this.messages && this.messages.length >= PAGE) this.messages = undefined;
  }

  /** What comes after a sequence; undefined when only the store knows. */
  take(after: number): CitizenMessage[] | undefined {
    const next = this.messages?.filter(({ seq }) => seq > after);
    this.messages = [];
    return next?.every(({ seq }, i) => seq === after + 1 + i) ? next : undefined;
  }
}
