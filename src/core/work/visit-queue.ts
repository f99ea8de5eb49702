/**
 * Conversations whose time has come: visited in the order in which they were woken, each by one visit at a
 * time, and only so many at once. Without the limit a burst of messages starts so much work that a webhook
 * waits behind it longer than its vendor does, and the sweeper adds the same conversations every second.
 */
export class VisitQueue {
  private readonly waiting = new Set<string>();
  private readonly visiting = new Map<string, Promise<void>>();
  private stopped = false;

  /** @param visit never rejects. */
  constructor(
    private readonly visit: (id: string) => Promise<void>,
    private readonly most: number,
  ) {}

  /** Woken while it is being visited, a conversation is visited once more: the visit may have looked already. */
  add(id: string): void {
    if (this.stopped) return;
    this.waiting.add(id);
    this.begin();
  }

  /** Begins nothing more and waits for the visits on their way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.waiting.clear();
    await Promise.all(this.visiting.values());
  }

  private begin(): void {
    for (const id of this.waiting) {
      if (this.visiting.size >= this.most) return;
      if (this.visiting.has(id)) continue;
      this.waiting.delete(id);
      const visit = this.visit(id).then(() => {
        this.visiting.delete(id);
        this.begin();
      });
      this.visiting.set(id, visit);
    }
  }
}
