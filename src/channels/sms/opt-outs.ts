import type { ChannelHost } from '../channel.js';

/** Numbers whose owners want nothing more from this account, until they write to it again. */
export class OptOuts {
  constructor(
    private readonly host: Pick<ChannelHost, 'memory' | 'clock'>,
    private readonly account: string,
  ) {}

  async has(phone: string): Promise<boolean> {
    return (await this.host.memory.get(this.key(phone))) !== undefined;
  }
  async add(phone: string): Promise<void> {
    await this.host.memory.set(this.key(phone), { at: this.host.clock.now().getTime() });
  }
  async remove(phone: string): Promise<void> {
    await this.host.memory.delete(this.key(phone));
  }

  private key(phone: string): string {
    return `opt-out/${this.account}/${phone}`;
  }
}
