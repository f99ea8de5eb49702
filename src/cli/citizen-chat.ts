import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { refusal, unreachable } from './hub-client.js';
import { CliError, EXIT } from './io.js';

const Offered = z.discriminatedUnion('required', [
  z.object({ required: z.literal(false) }),
  z.object({
    required: z.literal(true),
    challenge: z.object({
      parameters: z.looseObject({
        algorithm: z.string(),
        nonce: z.string(),
        salt: z.string(),
        cost: z.number(),
        keyLength: z.number(),
        keyPrefix: z.string(),
      }),
      signature: z.string(),
    }),
  }),
]);
const Granted = z.object({ token: z.string() });

/** What a citizen sees of one message, as far as a terminal shows it. */
export const ChatMessage = z.looseObject({
  seq: z.number().int(),
  from: z.enum(['you', 'bot', 'staff']),
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** A citizen's side of the web channel: one session, what it says, and what it hears in order. */
export class CitizenChat {
  private lastSeq = 0;

  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Opens a session, doing the work it costs. */
  static async open(url: string): Promise<CitizenChat> {
    const offered = Offered.parse(await (await request(url, '/api/web/challenge')).json());
    const body = offered.required ? { proof: await prove(offered.challenge) } : {};
    const response = await request(url, '/api/web/sessions', { method: 'POST', body: JSON.stringify(body) });
    return new CitizenChat(url, Granted.parse(await response.json()).token);
  }

  /** Resolves when the hub has stored it. A broken line is tried again under the same id: it is one message. */
  async say(text: string, button?: string): Promise<void> {
    const body = JSON.stringify({ clientMessageId: randomUUID(), text, ...(button ? { button } : {}) });
    const send = () => this.call('/api/web/messages', { method: 'POST', body });
    await send().catch(async (error: unknown) => {
      if (!isCut(error)) throw error;
      await wait(1000);
      return send();
    });
  }

  /** Tells every message once and in order until the signal; comes back by itself after a cut. */
  async listen(onMessage: (message: ChatMessage) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const headers = { 'last-event-id': String(this.lastSeq), accept: 'text/event-stream' };
        const response = await this.call('/api/web/stream', { headers, signal });
        if (response.body) await this.read(response.body, onMessage);
      } catch (error) {
        if (signal.aborted) return;
        if (!isCut(error)) throw error;
      }
      await wait(500, undefined, { signal }).catch(() => undefined);
    }
  }

  private async read(
    body: ReadableStream<Uint8Array>,
    onMessage: (message: ChatMessage) => void,
  ): Promise<void> {
    const decoder = new TextDecoder();
    let pending = '';
    for await (const chunk of body) {
      pending += decoder.decode(chunk, { stream: true });
      const events = pending.split('\n\n');
      pending = events.pop() ?? '';
      for (const event of events) {
        const data = event.split('\n').find((line) => line.startsWith('data: '));
        if (data === undefined) continue;
        const message = ChatMessage.parse(JSON.parse(data.slice(6)));
        if (message.seq <= this.lastSeq) continue;
        this.lastSeq = message.seq;
        onMessage(message);
      }
    }
  }

  private call(path: string, call: Call = {}): Promise<Response> {
    const headers = { ...call.headers, authorization: `Bearer ${this.token}` };
    return request(this.url, path, { ...call, headers });
  }
}

/** The line broke, before or amid an answer, or the hub is being restarted; the session itself is well. */
function isCut(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof CliError && error.exit === EXIT.unreachable);
}

async function prove(challenge: Extract<z.infer<typeof Offered>, { required: true }>['challenge']) {
  const solution = await solveChallenge({ challenge, deriveKey });
  return { challenge, solution };
}

interface Call {
  method?: 'POST';
  body?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

async function request(url: string, path: string, call: Call = {}): Promise<Response> {
  const headers = new Headers({ 'accept-language': 'zh-CN', ...call.headers });
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(url + path, { ...call, headers }).catch((error: unknown) => {
    if (call.signal?.aborted) throw error;
    throw unreachable(url, error);
  });
  if (!response.ok) throw await refusal(response);
  return response;
}
