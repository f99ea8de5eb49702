import type { CitizenMessage, History } from '../../../src/channels/web/schemas.js';
import type { z } from 'zod';
import { type Api, ApiProblem } from './api';

/**
 * The conversation as it grows: a stream while that works, asking every few seconds while it does not
 * (a proxy that collects events, too many open pages). Each message is dispatched once, in order.
 * Read by `fetch`, because an EventSource can carry no token and never notices a stream that fell silent.
 */
export class Feed extends EventTarget {
  #last = 0;
  #conversation: string | undefined;
  #following: AbortController | undefined;

  constructor(private readonly api: Api) {
    super();
  }

  get following(): boolean {
    return this.#following !== undefined;
  }

  /** Starts following, or goes on where it was in the same conversation. */
  open(conversation = this.#conversation): void {
    this.close();
    if (conversation !== this.#conversation) this.#last = 0;
    this.#conversation = conversation;
    const following = new AbortController();
    this.#following = following;
    void this.#follow(following.signal);
  }

  close(): void {
    this.#following?.abort();
    this.#following = undefined;
  }

  async #follow(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      try {
        await this.#stream(over);
      } catch (problem) {
        if (isEnd(problem)) return this.#end();
      }
      if (over.aborted) return;
      this.#tell('interrupted');
      await pause(RECONNECT_MS, over);
      try {
        await this.#ask(over);
      } catch (problem) {
        if (isEnd(problem)) return this.#end();
      }
    }
  }

  async #stream(over: AbortSignal): Promise<void> {
    const silent = new AbortController();
    over.addEventListener('abort', () => silent.abort(), { once: true });
    let watch = setTimeout(() => silent.abort(), SILENT_MS);
    try {
      const response = await this.api.fetch(`/api/web/stream?after=${this.#last}`, { signal: silent.signal });
      if (response.status === 401) throw new ApiProblem(401, 'no-session', '');
      if (!response.ok || !response.body) return;
      this.#tell('connected');
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done || over.aborted) return;
        clearTimeout(watch);
        watch = setTimeout(() => silent.abort(), SILENT_MS);
        const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line.startsWith('data: ')) this.#take(JSON.parse(line.slice(6)));
      }
    } finally {
      clearTimeout(watch);
      silent.abort();
    }
  }

  async #ask(over: AbortSignal): Promise<void> {
    for (let more = true; more && !over.aborted;) {
      const page = await this.api.call<z.infer<typeof History>>(`/api/web/messages?after=${this.#last}`);
      if (over.aborted) return;
      for (const message of page.messages) this.#take(message);
      this.#tell('connected');
      more = page.more;
    }
  }

  #take(message: CitizenMessage): void {
    if (message.seq <= this.#last) return;
    this.#last = message.seq;
    this.dispatchEvent(new CustomEvent('message', { detail: message }));
  }

  #end(): void {
    this.close();
    this.api.loseSession();
    this.#tell('ended');
  }

  #tell(what: 'connected' | 'interrupted' | 'ended'): void {
    this.dispatchEvent(new Event(what));
  }
}

const RECONNECT_MS = 3000;
/** The hub says something at least every 25 seconds. */
const SILENT_MS = 60_000;

const isEnd = (problem: unknown): boolean => problem instanceof ApiProblem && problem.status === 401;

function pause(ms: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    over.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
