import { signed, type TwilioPeer } from '../../test/peers/twilio.js';
import { pushed } from '../pushed.js';
import { SMS_PUBLIC } from '../vendors.js';
import type { Person } from '../person.js';

/** Somebody with a telephone that knows nothing but texts. */
export class SmsCitizen implements Person {
  said = 0;
  readonly repeated = 0;

  constructor(
    private readonly number: string,
    private readonly base: () => string,
    private readonly twilio: TwilioPeer,
  ) {}

  async say(text: string): Promise<void> {
    const path = '/webhooks/sms/city';
    const { body, signature } = signed(SMS_PUBLIC + path, this.twilio.text(text, { From: this.number }));
    await pushed(() => this.base() + path, {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      body,
    });
    this.said++;
  }

  look(): Promise<void> {
    return Promise.resolve();
  }

  heard(): string[] {
    return this.twilio.taken.filter(({ to }) => to === this.number).map(({ body }) => body);
  }
}
