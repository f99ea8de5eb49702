import { z } from 'zod';
import { bodyOf, patiently } from './web-citizen.js';

const State = z.object({ csrfToken: z.string() });

/** A member of staff at the API: signs in, keeps the session, repeats a command under the same key. */
export class StaffClient {
  private cookie = '';
  private csrf = '';
  private commands = 0;

  constructor(
    private readonly base: () => string,
    readonly login: string,
  ) {}

  /** Signs in; with a one-time password the new one is set at once, as the desk would ask for. */
  async signIn(password: string, newPassword?: string): Promise<void> {
    await patiently(async () => {
      const answer = await fetch(`${this.base()}/api/staff/session/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: this.login, password }),
      });
      this.keep(answer);
      this.csrf = State.parse(await bodyOf(answer)).csrfToken;
    });
    if (newPassword === undefined) return;
    await this.send('POST', '/api/staff/session/password', { oldPassword: password, newPassword });
    await this.signIn(newPassword);
  }

  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return patiently(async () => {
      const answer = await fetch(`${this.base()}${path}`, { headers: { cookie: this.cookie } });
      return schema.parse(await bodyOf(answer));
    });
  }

  /** For what cannot go through this client, such as a stream that lasts. */
  get cookies(): string {
    return this.cookie;
  }

  /** The answer as it is, such as a file. */
  fetch(path: string): Promise<Response> {
    return fetch(`${this.base()}${path}`, { headers: { cookie: this.cookie } });
  }

  /** One command. The same key goes with every repetition, so that repeating is not doing twice. */
  async command(path: string, body: Record<string, unknown> = {}): Promise<unknown> {
    const key = `${this.login}-${++this.commands}-${Date.now()}`;
    return this.send('POST', path, body, key);
  }

  /** Sends a file in; the answer as it is, because refusals are looked at. */
  async upload(name: string, bytes: Uint8Array): Promise<Response> {
    const form = new FormData();
    form.append('file', new Blob([Buffer.from(bytes)]), name);
    return this.post('/api/staff/uploads', form);
  }

  /** A body as it is, such as a form that is none. */
  async post(path: string, body: FormData | string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.base()}${path}`, {
      method: 'POST',
      headers: { cookie: this.cookie, 'x-csrf-token': this.csrf, ...headers },
      body,
    });
  }

  /** Follows a stream of events until what came so far is enough; answers with all of it. */
  async listen(path: string, isEnough: (text: string) => boolean): Promise<string> {
    const answer = await fetch(`${this.base()}${path}`, { headers: { cookie: this.cookie } });
    let text = '';
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (isEnough(text)) break;
    }
    return text;
  }

  private async send(method: string, path: string, body: unknown, key?: string): Promise<unknown> {
    return patiently(async () => {
      const answer = await fetch(`${this.base()}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          cookie: this.cookie,
          'x-csrf-token': this.csrf,
          ...(key && { 'idempotency-key': key }),
        },
        body: JSON.stringify(body),
      });
      this.keep(answer);
      return bodyOf(answer);
    });
  }

  private keep(answer: Response): void {
    const [set] = answer.headers.getSetCookie();
    if (set) this.cookie = set.split(';')[0] ?? '';
  }
}
