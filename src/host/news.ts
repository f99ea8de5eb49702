import type { StoredMessage } from '../core/model/message.js';

/** `stored`: what is new, when the teller has it at hand; the store has it already. */
type OnNews = (stored?: StoredMessage[]) => void;

/** Tells readers that wait (SSE, a long poll) that a conversation has something new. Hints only. */
export class News {
  private readonly readers = new Map<string, Set<OnNews>>();

  publish(conversationId: string, stored?: StoredMessage[]): void {
    for (const reader of this.readers.get(conversationId) ?? []) reader(stored);
  }

  /** Returns how to stop. */
  subscribe(conversationId: string, onNews: OnNews): () => void {
    const readers = this.readers.get(conversationId) ?? new Set();
    readers.add(onNews);
    this.readers.set(conversationId, readers);
    return () => {
      readers.delete(onNews);
      if (readers.size === 0) this.readers.delete(conversationId);
    };
  }
}
