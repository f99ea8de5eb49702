import { z } from 'zod';

/** Short, because a caller hears silence until they are let on. */
const REQUEST_MS = 2_000;

/** The few commands that we give Asterisk. */
export class AriRest {
  constructor(
    private readonly url: string,
    private readonly app: string,
    private readonly authorization: string,
  ) {}

  /** Lets the caller go on in the dialplan. One that hung up meanwhile is gone: that is no failure. */
  async goOn(channelId: string): Promise<void> {
    await this.call('POST', `/channels/${encodeURIComponent(channelId)}/continue`, [404, 409]);
  }

  /** Has us told of the channel after it has left us for the dialplan. */
  async follow(channelId: string): Promise<void> {
    const source = encodeURIComponent(`channel:${channelId}`);
    await this.call('POST', `/applications/${this.app}/subscription?eventSource=${source}`, [422]);
  }

  /** Every channel there is, by id. */
  async channels(): Promise<Set<string>> {
    const answer = await this.call('GET', '/channels', []);
    return new Set(Channels.parse(await answer.json()).map(({ id }) => id));
  }

  /** @throws when Asterisk cannot be reached, or answers with another error than the expected ones. */
  private async call(method: string, path: string, expected: readonly number[]): Promise<Response> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: this.authorization },
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    if (answer.ok || expected.includes(answer.status)) return answer;
    throw new Error(`Asterisk answered ${String(answer.status)} to ${method} ${path.split('?')[0] ?? ''}`);
  }
}

const Channels = z.array(z.object({ id: z.string() }));
