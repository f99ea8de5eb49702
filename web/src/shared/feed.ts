import type { CitizenMessage, History } from '../../../src/channels/web/schemas.js';
import type { z } from 'zod';
import { type Api, ApiProblem } from './api';
import { pause, readEvents } from './event-stream';

/**
 * The conversation as it grows: a stream while that works, asking every few seconds while it does not
 * (a proxy that collects events, too many open pages). Each message is dispatched once, in order.
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
    const open = (signal: AbortSignal) => this.api.fetch(`/api/web/stream?after=${this.#last}`, { signal });
    const response = await readEvents<CitizenMessage>(open, over, {
      onOpen: () => this.#tell('connected'),
      onEvent: ({ data }) => this.#take(data),
    });
    if (response.status === 401) throw new ApiProblem(401, 'no-session', '');
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

const isEnd = (problem: unknown): boolean => problem instanceof ApiProblem && problem.status === 401;
