import { call, loseSession } from './api.js';

/**
 * The conversation as it grows: a stream while that works, asking every few seconds while it does not
 * (a proxy that collects events, too many open pages). Each message is dispatched once, in order.
 */
export class Feed extends EventTarget {
  #last = 0;
  #conversation;
  #stream;
  #timer;

  /** Starts following, or goes on where it was in the same conversation. */
  open(conversation = this.#conversation) {
    this.close();
    if (conversation !== this.#conversation) this.#last = 0;
    this.#conversation = conversation;
    this.#stream = new EventSource(`/api/web/stream?after=${this.#last}`);
    this.#stream.onopen = () => this.#tell('connected');
    this.#stream.onmessage = ({ data }) => this.#take(JSON.parse(data));
    this.#stream.onerror = () => {
      this.#tell('interrupted');
      // A refused stream is not tried again by the browser.
      if (this.#stream.readyState === EventSource.CLOSED) this.#askLater();
    };
  }

  close() {
    this.#stream?.close();
    clearTimeout(this.#timer);
  }

  #askLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), ASK_EVERY_MS);
  }

  async #ask() {
    try {
      const { messages, more } = await call(`/api/web/messages?after=${this.#last}`);
      for (const message of messages) this.#take(message);
      this.#tell('connected');
      if (more) return await this.#ask();
      this.open();
    } catch (problem) {
      if (problem.status === 401) {
        loseSession();
        return this.#tell('ended');
      }
      this.#askLater();
    }
  }

  #take(message) {
    if (message.seq <= this.#last) return;
    this.#last = message.seq;
    this.dispatchEvent(new CustomEvent('message', { detail: message }));
  }

  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}

const ASK_EVERY_MS = 5000;
