import { ACCOUNT, type WeChatPeer } from '../../test/peers/wechat-official.js';
import { pushed } from '../pushed.js';
import type { Person } from '../person.js';

/** A follower of the city's 公众号. The platform pushes a message again when the hub was not quick enough. */
export class OfficialCitizen implements Person {
  said = 0;
  readonly repeated = 0;

  constructor(
    private readonly openId: string,
    private readonly base: () => string,
    private readonly wechat: WeChatPeer,
  ) {}

  async say(Content: string): Promise<void> {
    // Whoever writes may be written to again, as long as the platform sees it.
    this.wechat.reopen(this.openId);
    await this.push(this.wechat.message({ FromUserName: this.openId, MsgType: 'text', Content }));
    this.said++;
  }

  look(): Promise<void> {
    return Promise.resolve();
  }

  heard(): string[] {
    const mine = this.wechat.shown.filter(({ to, type }) => to === this.openId && type !== 'template');
    return mine.map(({ text }) => text);
  }

  /** Template messages: the one thing that reaches those who wrote too long ago. */
  get announced(): number {
    return this.wechat.shown.filter(({ to, type }) => to === this.openId && type === 'template').length;
  }

  private async push(message: ReturnType<WeChatPeer['message']>): Promise<void> {
    const { query, contentType, body } = this.wechat.pushOf(message);
    await pushed(() => `${this.base()}/webhooks/wechat-official/${ACCOUNT.account}?${query}`, {
      headers: { 'content-type': contentType },
      body,
    });
  }
}
