import type { CitizenFile, History, NewMessage } from '../../../src/channels/web/schemas.js';
import type { z } from 'zod';
import { type Api, ApiProblem } from './api';
import { dropFile, keptFile } from './files-kept';
import { newId } from './id';

/** A file on its way: uploaded already, or kept on this device under `key`. */
export interface Enclosure {
  name: string;
  uploaded?: string;
  key?: string;
}

export interface OutboxItem {
  id: string;
  text: string;
  button?: string;
  attachments: Enclosure[];
  /** `waiting` is tried again by itself; `refused` only after the citizen changed it. */
  state: 'sending' | 'waiting' | 'received' | 'refused';
  problem?: string;
  at: string;
}

/**
 * What the citizen has written and we have not surely received. It survives a reload and is sent in
 * order, again and again under the same id, until an answer comes: the hub stores it once. Uploads are
 * written down before the message goes, so that a repeated message is the same message.
 */
export class Outbox extends EventTarget {
  #items: readonly OutboxItem[];
  #running = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: Api,
    private readonly key: string,
  ) {
    super();
    this.#items = this.#stored();
    window.addEventListener('storage', (event) => {
      if (event.key !== this.key) return;
      this.#items = this.#stored();
      this.dispatchEvent(new Event('change'));
    });
  }

  get items(): readonly OutboxItem[] {
    return this.#items;
  }

  add(said: { text: string; attachments?: Enclosure[]; button?: string }): OutboxItem {
    const item: OutboxItem = {
      id: newId(),
      attachments: [],
      ...said,
      state: 'sending',
      at: new Date().toISOString(),
    };
    this.#set([...this.#items, item]);
    void this.flush();
    return item;
  }

  remove(id: string): void {
    const gone = this.#items.find((item) => item.id === id);
    if (!gone) return;
    for (const { key } of gone.attachments) if (key) void dropFile(key);
    this.#set(this.#items.filter((item) => item !== gone));
  }

  /** Tries now what waits. Pages of one browser take turns: two would upload a file twice. */
  async flush(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    try {
      if (navigator.locks) await navigator.locks.request(this.key, () => this.#sendAll());
      else await this.#sendAll();
    } finally {
      this.#running = false;
    }
  }

  async #sendAll(): Promise<void> {
    this.#items = this.#stored();
    for (;;) {
      const next = this.#items.find(({ state }) => state === 'sending' || state === 'waiting');
      if (!next || !(await this.#send(next))) return;
    }
  }

  /** True when the next one may go. */
  async #send(item: OutboxItem): Promise<boolean> {
    this.#mark(item.id, { state: 'sending', problem: undefined });
    try {
      await this.api.openSession();
      const attachments = await this.#upload(item);
      const message: z.input<typeof NewMessage> = {
        clientMessageId: item.id,
        text: item.text,
        ...(item.button !== undefined && { button: item.button }),
        attachments,
      };
      await this.api.post('/api/web/messages', message);
      this.#received(item.id);
      return true;
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      return this.#failed(item, problem);
    }
  }

  async #upload(item: OutboxItem): Promise<string[]> {
    const ids: string[] = [];
    for (const [index, enclosure] of item.attachments.entries()) {
      if (enclosure.uploaded) {
        ids.push(enclosure.uploaded);
        continue;
      }
      const file = enclosure.key === undefined ? undefined : await keptFile(enclosure.key);
      // The browser gave up the file (storage was short): the words still go.
      if (!file) continue;
      const { id } = await uploadFile(this.api, file, enclosure.name);
      ids.push(id);
      const known = this.#items.find((other) => other.id === item.id)?.attachments ?? [];
      const attachments = known.map((one, i) => (i === index ? { ...one, uploaded: id } : one));
      this.#mark(item.id, { attachments });
    }
    return ids;
  }

  async #failed(item: OutboxItem, problem: ApiProblem): Promise<boolean> {
    if (problem.status === 401) this.api.loseSession();
    else if (problem.code === 'attachment-not-found') return this.#uploadAnew(item, problem);
    else if (!problem.passes) {
      this.#mark(item.id, { state: 'refused', problem: problem.sentence });
      return true;
    }
    this.#failures += 1;
    this.#mark(item.id, { state: 'waiting', problem: problem.message });
    const seconds = Math.max(problem.retryAfterSeconds, Math.min(60, 2 ** this.#failures));
    this.#timer = setTimeout(() => void this.flush(), seconds * 1000);
    return false;
  }

  /** An upload grew too old. Unless the message itself arrived long ago, its files go once more. */
  async #uploadAnew(item: OutboxItem, problem: ApiProblem): Promise<boolean> {
    if (await this.#arrived(item.id)) {
      this.#received(item.id);
      return true;
    }
    const again = item.attachments.filter(({ key }) => key !== undefined);
    if (again.length < item.attachments.length || !item.attachments.some(({ uploaded }) => uploaded)) {
      this.#mark(item.id, { state: 'refused', problem: problem.sentence });
      return true;
    }
    this.#mark(item.id, { attachments: again.map(({ name, key }) => ({ name, key })) });
    return true;
  }

  async #arrived(id: string): Promise<boolean> {
    for (let after = 0; ;) {
      const { messages, more } = await this.api.call<z.infer<typeof History>>(
        `/api/web/messages?limit=100&after=${after}`,
      );
      if (messages.some(({ clientMessageId }) => clientMessageId === id)) return true;
      after = messages.at(-1)?.seq ?? after;
      if (!more || messages.length === 0) return false;
    }
  }

  #received(id: string): void {
    this.#failures = 0;
    const item = this.#items.find((other) => other.id === id);
    for (const { key } of item?.attachments ?? []) if (key) void dropFile(key);
    this.#mark(id, { state: 'received', problem: undefined });
  }

  #mark(id: string, change: Partial<OutboxItem>): void {
    this.#set(this.#items.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  #set(items: readonly OutboxItem[]): void {
    this.#items = items;
    localStorage.setItem(this.key, JSON.stringify(items));
    this.dispatchEvent(new Event('change'));
  }

  #stored(): readonly OutboxItem[] {
    const items: OutboxItem[] = JSON.parse(localStorage.getItem(this.key) ?? '[]');
    return items;
  }
}

export async function uploadFile(api: Api, file: Blob, name: string): Promise<CitizenFile> {
  await api.openSession();
  const body = new FormData();
  body.append('file', file, name);
  return api.call<CitizenFile>('/api/web/uploads', { method: 'POST', body });
}
