import type { WeChatLine } from '../puppet/wechat-line.js';
import type { Person } from '../person.js';

/** A friend of the hotline's personal WeChat account. */
export class WeChatCitizen implements Person {
  said = 0;
  readonly repeated = 0;

  constructor(
    private readonly id: string,
    private readonly name: string,
    private readonly wechat: WeChatLine,
  ) {}

  async say(text: string): Promise<void> {
    await this.wechat.deliver(this.id, this.name, text);
    this.said++;
  }

  look(): Promise<void> {
    return Promise.resolve();
  }

  heard(): string[] {
    return this.wechat.shown.filter(({ to }) => to === this.id).map(({ text }) => text);
  }
}
