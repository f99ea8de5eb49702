import { z } from 'zod';
import type { ChannelMemory } from '../channel.js';

/** Who stopped following the account: nothing is sent to them until they come back. */
export class Followers {
  constructor(
    private readonly memory: ChannelMemory,
    private readonly account: string,
  ) {}

  async note(citizen: string, follows: boolean): Promise<void> {
    if (!follows) await this.memory.set(this.key(citizen), { gone: true });
    else if (await this.hasLeft(citizen)) await this.memory.delete(this.key(citizen));
  }

  async hasLeft(citizen: string): Promise<boolean> {
    return Left.safeParse(await this.memory.get(this.key(citizen))).success;
  }

  private key(citizen: string): string {
    return `gone/${this.account}/${citizen}`;
  }
}
const Left = z.object({ gone: z.literal(true) });
