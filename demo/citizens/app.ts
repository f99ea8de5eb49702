import { type AppApi, connect, Refused, Unreachable } from '../../clients/typescript/index.js';
import type { Person } from '../person.js';

/** Somebody with the city's app, which speaks to the hub through the client that apps are given. */
export class AppCitizen implements Person {
  said = 0;
  readonly repeated = 0;
  private after = 0;
  private readonly texts: string[] = [];

  private constructor(private readonly api: AppApi) {}

  static async open(name: string, base: () => string): Promise<AppCitizen> {
    const device = {
      deviceId: `demo-device-${name}`,
      deviceKey: `a-key-that-only-this-device-has-${name}`,
      platform: 'android' as const,
      appVersion: '1.0.0',
    };
    // The base may move with a restart only if the port does, and it does not.
    return new AppCitizen(await connect({ baseUrl: base() }, device));
  }

  async say(text: string): Promise<void> {
    const clientMessageId = `demo-${++this.said}`;
    for (;;) {
      const [result] = await this.sent(clientMessageId, text);
      if (result?.type === 'accepted' || result?.type === 'duplicate') return;
      if (result) throw new Error(`the app was told: ${JSON.stringify(result)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async look(): Promise<void> {
    const { messages } = await this.api.readMessages({ after: this.after, wait: 0 });
    for (const message of messages) {
      this.after = message.seq;
      if (message.from !== 'you') this.texts.push(message.text);
    }
  }

  heard(): string[] {
    return this.texts;
  }

  /** Empty while the hub is away: the same message is sent again under its id. */
  private async sent(clientMessageId: string, text: string) {
    try {
      return (await this.api.sendMessages({ messages: [{ clientMessageId, text }] })).results;
    } catch (error) {
      const mends = error instanceof Unreachable || (error instanceof Refused && !error.isFinal);
      if (!mends) throw error;
      return [];
    }
  }
}
