import { once } from 'node:events';
import { get, IncomingMessage } from 'node:http';
import { z } from 'zod';
import { CallNewsView } from '../../../src/server/views/call-view.js';
import type { RunningHub } from '../../support/running-hub.js';

const State = z.object({ csrfToken: z.string(), staff: z.object({ id: z.string() }) });
let logins = 0;

/** An operator at the API of a running hub, with a stream of calls. */
export class Operator {
  private commands = 0;

  private constructor(
    private readonly base: string,
    readonly id: string,
    private readonly headers: Record<string, string>,
  ) {}

  static async signIn({ hub, base }: RunningHub, name: string): Promise<Operator> {
    const login = `op${++logins}`;
    const wanted = { login, name, roles: ['operator' as const] };
    const { oneTimePassword } = await hub.staff.create(wanted);
    const first = await enter(base, login, oneTimePassword);
    const newPassword = 'Right-Horse-9-battery';
    await fetch(`${base}/api/staff/session/password`, {
      method: 'POST',
      headers: { ...first.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ oldPassword: oneTimePassword, newPassword }),
    });
    const { id, headers } = await enter(base, login, newPassword);
    return new Operator(base, id, headers);
  }

  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const answer = await fetch(`${this.base}/api/staff${path}`, { headers: this.headers });
    return schema.parse(await answer.json());
  }

  async post(path: string, body: object = {}, key = `${this.id}-${++this.commands}`) {
    const answer = await fetch(`${this.base}/api/staff${path}`, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: Body.parse(await answer.json()) };
  }

  /** Follows one's calls; `lastEventId` as a browser that comes back would send it. */
  async stream(lastEventId?: number): Promise<Screen> {
    const headers = { ...this.headers, ...(lastEventId && { 'last-event-id': String(lastEventId) }) };
    // Not fetch: it opens a spare connection after a stream was left, and the server waits for that one.
    const request = get(`${this.base}/api/staff/calls/stream`, { headers, agent: false });
    const [answer] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(request, 'response'));
    return new Screen(answer);
  }
}

const Body = z.record(z.string(), z.unknown());

/** What comes up on a screen, in order, with the time at which it did. */
export class Screen {
  readonly seen: { news: CallNewsView; id: number; at: number }[] = [];
  private readonly reading: Promise<void>;
  private isLeft = false;

  constructor(private readonly answer: IncomingMessage) {
    this.reading = this.read();
  }

  /** Resolves when so many have come up. */
  async until(count: number): Promise<CallNewsView[]> {
    for (let tries = 0; tries < 600 && this.seen.length < count; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    if (this.seen.length < count) throw new Error(`only ${this.seen.length} of ${count} came up`);
    return this.seen.map(({ news }) => news);
  }

  async close(): Promise<void> {
    this.isLeft = true;
    this.answer.destroy();
    await this.reading;
  }

  private async read(): Promise<void> {
    let text = '';
    this.answer.setEncoding('utf8');
    try {
      for await (const chunk of this.answer) {
        text += String(chunk);
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      }
    } catch (error) {
      if (!this.isLeft) throw error;
    }
  }

  private take(block: string): void {
    const id = /^id: (\d+)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (id === undefined || data === undefined) return;
    this.seen.push({ news: CallNewsView.parse(JSON.parse(data)), id: Number(id), at: Date.now() });
  }
}

async function enter(base: string, login: string, password: string) {
  const answer = await fetch(`${base}/api/staff/session/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const { csrfToken, staff } = State.parse(await answer.json());
  const cookie = answer.headers.getSetCookie().map((set) => set.split(';')[0] ?? '')[0] ?? '';
  return { id: staff.id, headers: { cookie, 'x-csrf-token': csrfToken } };
}
