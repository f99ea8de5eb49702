import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';

const Session = z.object({ token: z.string() });
const Challenge = z.object({
  required: z.boolean(),
  challenge: z.custom<Parameters<typeof solveChallenge>[0]['challenge']>(),
});
const Message = z.object({
  seq: z.number(),
  id: z.string(),
  from: z.enum(['you', 'bot', 'staff']),
  text: z.string(),
  attachments: z.array(z.object({ name: z.string(), mime: z.string(), url: z.string() })),
});
const Continued = z.object({ result: z.string() });
const History = z.object({ messages: z.array(Message), more: z.boolean() });
export type SeenMessage = z.infer<typeof Message>;

/**
 * A citizen at the web chat, as a browser would be: solves the proof of work, sends under ids of its own,
 * sends again when the connection broke, reads by sequence.
 */
export class WebCitizen {
  /** How many messages the hub has accepted. */
  said = 0;
  private after = 0;
  readonly seen: SeenMessage[] = [];
  readonly repeated = 0;

  private constructor(
    private base: () => string,
    private readonly token: string,
    readonly name: string,
  ) {}

  static async open(base: string | (() => string), name = 'citizen'): Promise<WebCitizen> {
    const address = typeof base === 'string' ? () => base : base;
    const token = await patiently(async () => {
      const offered = Challenge.parse(await (await fetch(`${address()}/api/web/challenge`)).json());
      const proof = offered.required
        ? {
            challenge: offered.challenge,
            solution: await solveChallenge({ challenge: offered.challenge, deriveKey }),
          }
        : undefined;
      const answer = await fetch(`${address()}/api/web/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ proof }),
      });
      return Session.parse(await bodyOf(answer)).token;
    });
    return new WebCitizen(address, token, name);
  }

  /** Sends one bubble; resolves when the hub has accepted it. */
  async say(text: string): Promise<void> {
    const clientMessageId = `m${++this.said}`;
    await patiently(async () => {
      const answer = await fetch(`${this.base()}/api/web/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ clientMessageId, text }),
      });
      await bodyOf(answer);
    });
  }

  /** Opens a link that was given elsewhere, as the page does. */
  async goOn(token: string): Promise<string> {
    const answer = await fetch(`${this.base()}/api/web/continue`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    return Continued.parse(await bodyOf(answer)).result;
  }

  /** Says something and waits for the next answer that fits. */
  async ask(text: string, expected: RegExp = /./s): Promise<SeenMessage> {
    await this.say(text);
    return this.hear(expected);
  }

  /** Waits for the next message of the hub that fits; earlier ones are passed over but kept in `seen`. */
  async hear(expected: RegExp, timeoutMs = 60_000): Promise<SeenMessage> {
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      const fresh = await this.look();
      const hit = fresh.find((message) => message.from !== 'you' && expected.test(message.text));
      if (hit) return hit;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    const said = this.seen.map((message) => `${message.from}: ${message.text}`).join('\n');
    throw new Error(`${this.name} waited in vain for ${expected}. So far:\n${said}`);
  }

  /** Everything new since the last look. */
  async read(): Promise<SeenMessage[]> {
    const answer = await fetch(`${this.base()}/api/web/messages?after=${this.after}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    const { messages } = History.parse(await bodyOf(answer));
    for (const message of messages) this.after = Math.max(this.after, message.seq);
    this.seen.push(...messages);
    return messages;
  }

  look(): Promise<SeenMessage[]> {
    return patiently(() => this.read());
  }

  /** A file that came with a message. */
  async fetchFile(url: string): Promise<Buffer> {
    const answer = await fetch(new URL(url, this.base()), {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!answer.ok) throw new Refused(answer.status, await answer.text());
    return Buffer.from(await answer.arrayBuffer());
  }

  /** What the hub said, oldest first. */
  heard(): string[] {
    return this.seen.filter((message) => message.from !== 'you').map((message) => message.text);
  }
}

/** An answer that repeating will not change: a wrong request, a conflict, a missing right. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    body: string,
  ) {
    super(`${status} ${body}`);
  }
}

/** The body of an answer; throws `Refused` for what is final and an ordinary error for what may pass. */
export async function bodyOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (answer.ok) return text === '' ? undefined : JSON.parse(text);
  if (answer.status < 500 && answer.status !== 429) throw new Refused(answer.status, text);
  throw new Error(`${answer.status} ${text}`);
}

/** Tries again while the hub is away (killed, starting) or busy; what is refused stays refused. */
export async function patiently<T>(action: () => Promise<T>, timeoutMs = 120_000): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      // An answer of another shape will not change either.
      if (error instanceof Refused || error instanceof z.ZodError || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
