import { callWithJson, loseSession, openSession } from './api.js';

/**
 * What the citizen has written and we have not surely received. It survives a reload and is sent in
 * order, again and again under the same id, until an answer comes: the hub stores it once.
 */
export class Outbox extends EventTarget {
  #items = JSON.parse(localStorage.getItem('hub.outbox') ?? '[]');
  #running = false;
  #failures = 0;
  #timer;

  get items() {
    return this.#items;
  }

  add({ text, attachments = [], button }) {
    this.#items.push({
      id: newId(),
      text,
      attachments,
      button,
      state: 'sending',
      at: new Date().toISOString(),
    });
    this.#changed();
    void this.flush();
  }

  remove(id) {
    this.#items = this.#items.filter((item) => item.id !== id);
    this.#changed();
  }

  /** Tries now what waits. */
  async flush() {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    try {
      for (let next; (next = this.#items.find(isUnsent));) {
        if (!(await this.#send(next))) break;
      }
    } finally {
      this.#running = false;
    }
  }

  /** True when the next one may go. */
  async #send(item) {
    this.#mark(item, 'sending');
    try {
      await openSession();
      const { id, text, attachments, button } = item;
      await callWithJson('/api/web/messages', {
        clientMessageId: id,
        text,
        ...(button !== undefined && { button }),
        attachments: attachments.map((file) => file.id),
      });
      this.#failures = 0;
      this.#mark(item, 'received');
      return true;
    } catch (problem) {
      if (problem.status === 401) loseSession();
      else if (!problem.passes) {
        this.#mark(item, 'refused', `${problem.message}${problem.hint}`);
        return true;
      }
      this.#failures += 1;
      this.#mark(item, 'waiting', problem.message);
      const seconds = Math.max(problem.retryAfterSeconds ?? 0, Math.min(60, 2 ** this.#failures));
      this.#timer = setTimeout(() => void this.flush(), seconds * 1000);
      return false;
    }
  }

  #mark(item, state, problem) {
    item.state = state;
    item.problem = problem;
    this.#changed();
  }

  #changed() {
    localStorage.setItem('hub.outbox', JSON.stringify(this.#items));
    this.dispatchEvent(new Event('change'));
  }
}

const isUnsent = ({ state }) => state === 'sending' || state === 'waiting';

/** Not `randomUUID`: that one is missing on plain http. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
