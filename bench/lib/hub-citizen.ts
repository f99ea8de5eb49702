import { Agent, get, type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Session = z.object({ token: z.string() });
const Event = z.object({ from: z.enum(['you', 'bot', 'staff']), text: z.string() });
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** A citizen of the load: posts over a kept connection and hears over an event stream, as the page does. */
export class BenchCitizen {
  private heard: ((text: string) => void) | undefined;
  private sent = 0;

  private constructor(
    private readonly base: string,
    private readonly token: string,
    private readonly stream: IncomingMessage,
  ) {
    createInterface(stream).on('line', (line) => {
      if (!line.startsWith('data: ')) return;
      const event = Event.parse(JSON.parse(line.slice(6)));
      if (event.from === 'bot') this.heard?.(event.text);
    });
  }

  static async open(base: string): Promise<BenchCitizen> {
    const { token } = Session.parse(JSON.parse(await post(`${base}/api/web/sessions`, undefined, {})));
    const stream = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${base}/api/web/stream`, { headers: { authorization: `Bearer ${token}` } }, resolve).on(
        'error',
        reject,
      );
    });
    return new BenchCitizen(base, token, stream);
  }

  /** One turn: milliseconds from sending the message to hearing the answer. */
  async turn(text: string): Promise<number> {
    const began = performance.now();
    const answer = new Promise<string>((resolve) => (this.heard = resolve));
    await post(`${this.base}/api/web/messages`, this.token, { clientMessageId: `b${++this.sent}`, text });
    await answer;
    return performance.now() - began;
  }

  leave(): void {
    this.stream.destroy();
  }
}

/** A bare POST over the same connections, for the raw limit. */
export function post(url: string, token: string | undefined, body: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const outgoing = request(url, { method: 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if ((answer.statusCode ?? 500) < 300) resolve(text);
        else reject(new Error(`${url}: ${answer.statusCode} ${text}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify(body));
  });
}
