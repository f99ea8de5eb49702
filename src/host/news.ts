/** Tells readers that wait (SSE, a long poll) that a conversation has something new. Hints only. */
export class News {
  private readonly readers = new Map<string, Set<() => void>>();

  publish(conversationId: string): void {
    for (const reader of this.readers.get(conversationId) ?? []) reader();
  }

  /** Returns how to stop. */
  subscribe(conversationId: string, onNews: () => void): () => void {
    const readers = this.readers.get(conversationId) ?? new Set();
    readers.add(onNews);
    this.readers.set(conversationId, readers);
    return () => {
      readers.delete(onNews);
      if (readers.size === 0) this.readers.delete(conversationId);
    };
  }
}
