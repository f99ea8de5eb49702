import type { TelegramPeer } from '../../test/peers/telegram.js';
import type { Person } from '../person.js';

/** Somebody who writes to the hotline's bot; the hub fetches what they wrote. */
export class TelegramCitizen implements Person {
  said = 0;
  readonly repeated = 0;

  constructor(
    private readonly id: number,
    private readonly name: string,
    private readonly telegram: TelegramPeer,
  ) {}

  say(text: string): Promise<void> {
    const message = this.telegram.message({ text }, { id: this.id, first_name: this.name });
    this.telegram.enqueue(this.telegram.update({ message }));
    this.said++;
    return Promise.resolve();
  }

  look(): Promise<void> {
    return Promise.resolve();
  }

  heard(): string[] {
    return this.telegram.shown.filter(({ chat }) => chat === String(this.id)).map(({ text }) => text);
  }
}
