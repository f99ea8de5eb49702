import { user, type WeiboPeer } from '../../test/peers/weibo.js';
import { WEIBO_MESSAGES } from '../vendors.js';
import { pushed } from '../pushed.js';
import type { Person } from '../person.js';

/** A user of Weibo: comments where everybody reads it, and writes in private. */
export class WeiboCitizen implements Person {
  said = 0;
  readonly repeated = 0;
  private readonly comments = new Set<string>();

  constructor(
    private readonly uid: string,
    private readonly name: string,
    private readonly base: () => string,
    private readonly weibo: WeiboPeer,
  ) {}

  comment(text: string): void {
    const feeds = ['comments/to_me', 'comments/mentions'] as const;
    this.comments.add(this.weibo.comment(text, feeds, { user: user(this.uid, this.name) }));
    this.said++;
  }

  async say(text: string): Promise<void> {
    const message = { type: 'text', sender_id: BigInt(this.uid), text, data: {} };
    const { path, query, body } = this.weibo.pushOf(message);
    await pushed(() => `${this.base()}/webhooks/weibo/${WEIBO_MESSAGES}/${path}?${query}`, {
      headers: { 'content-type': 'application/json' },
      body,
    });
    this.said++;
  }

  look(): Promise<void> {
    return Promise.resolve();
  }

  heard(): string[] {
    return this.weibo.written
      .filter(({ to }) => to.citizen === this.uid || this.comments.has(to.commentId ?? ''))
      .map(({ text }) => text);
  }
}
