import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { CliError, EXIT, type Io } from './io.js';
import { loginFile, readLogin, type SavedLogin, saveLogin } from './saved-login.js';

const DEFAULT_URL = 'http://127.0.0.1:3000';

const Problem = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  state: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
const Uploaded = z.object({ id: z.string() });
const SessionState = z.object({
  csrfToken: z.string(),
  staff: z.object({ login: z.string(), name: z.string() }),
  pending: z.enum(['one-time-password', 'old-password', 'second-factor']).optional(),
});
const CodeNeeded = z.object({ challenge: z.string() });
export type SessionState = z.infer<typeof SessionState>;

/** Talks to a running hub as the person who signed in with `hub login`. */
export class HubClient {
  private readonly file: string;

  constructor(
    private readonly io: Io,
    private readonly urlGiven?: string,
  ) {
    this.file = loginFile(io.env);
  }

  get url(): string {
    const url = this.urlGiven ?? this.io.env['HUB_URL'] ?? this.saved()?.url ?? DEFAULT_URL;
    return url.replace(/\/+$/, '');
  }

  async get<T>(
    path: string,
    schema: z.ZodType<T>,
    query: Record<string, string | undefined> = {},
  ): Promise<T> {
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value);
    const search = given.toString();
    const response = await this.send('GET', search ? `${path}?${search}` : path, this.signedIn());
    return schema.parse(await response.json());
  }

  async download(path: string): Promise<Buffer> {
    return Buffer.from(await (await this.send('GET', path, this.signedIn())).arrayBuffer());
  }

  /** `key` makes a repeated command one command; each call is a new one without it. */
  async post<T>(path: string, schema: z.ZodType<T>, body: object, key: string = randomUUID()): Promise<T> {
    const response = await this.send('POST', path, this.signedIn(), { body, key });
    return schema.parse(response.status === 204 ? null : await response.json());
  }

  /** Sends a file in, for a reply or note to carry; its id. */
  async upload(path: string): Promise<string> {
    const bytes = await readFile(path).catch((error: unknown) => {
      throw new CliError(
        EXIT.usage,
        `${path} cannot be read: ${error instanceof Error ? error.message : ''}`,
      );
    });
    const form = new FormData();
    form.append('file', new Blob([bytes]), basename(path));
    const response = await this.send('POST', '/api/staff/uploads', this.signedIn(), { body: form });
    return Uploaded.parse(await response.json()).id;
  }

  async delete<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const response = await this.send('DELETE', path, this.signedIn());
    return schema.parse(response.status === 204 ? null : await response.json());
  }

  /** Signs in and keeps the session; `askCode` is called when the account has a second factor. */
  async login(login: string, password: string, askCode: () => Promise<string>): Promise<SessionState> {
    const first = await this.send('POST', '/api/staff/session/login', undefined, {
      body: { login, password },
    });
    if (first.status !== 202) return this.keep(first);
    const { challenge } = CodeNeeded.parse(await first.json());
    const body = { challenge, code: await askCode() };
    return this.keep(await this.send('POST', '/api/staff/session/second-factor', undefined, { body }));
  }

  private async keep(response: Response): Promise<SessionState> {
    const state = SessionState.parse(await response.json());
    const cookie = response.headers.getSetCookie().map((c) => c.split(';')[0] ?? '')[0] ?? '';
    saveLogin(this.file, { url: this.url, cookie, csrfToken: state.csrfToken, login: state.staff.login });
    return state;
  }

  private saved(): SavedLogin | undefined {
    return readLogin(this.file);
  }

  /** A session goes to the hub that gave it and to no other address. */
  private signedIn(): SavedLogin {
    const saved = this.saved();
    if (saved?.url === this.url) return saved;
    throw new CliError(EXIT.notAllowed, `You are not signed in at ${this.url}. Run: hub login`);
  }

  private async send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    saved?: SavedLogin,
    change?: { body: object; key?: string },
  ): Promise<Response> {
    const headers = new Headers({
      'accept-language': this.io.env['LANG']?.startsWith('en') ? 'en' : 'zh-CN',
    });
    if (saved) headers.set('cookie', saved.cookie);
    const isForm = change?.body instanceof FormData;
    if (change && !isForm) headers.set('content-type', 'application/json');
    if (saved && method !== 'GET') headers.set('x-csrf-token', saved.csrfToken);
    if (change?.key !== undefined) headers.set('idempotency-key', change.key);
    const body = change?.body instanceof FormData ? change.body : change && JSON.stringify(change.body);
    const response = await fetch(this.url + path, { method, headers, body }).catch((error: unknown) => {
      throw unreachable(this.url, error);
    });
    if (!response.ok) throw await refusal(response);
    return response;
  }
}

export function unreachable(url: string, error: unknown): CliError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return new CliError(EXIT.unreachable, `The hub at ${url} does not answer (${cause}). Is it running?`);
}

/** The hub's own words, with the fields it named. */
export async function refusal(response: Response): Promise<CliError> {
  const problem = Problem.safeParse(await response.json().catch(() => undefined)).data;
  if (!problem)
    return new CliError(EXIT.failed, `The hub answered ${response.status} without an explanation.`);
  const { code, message, hint, state, fields = [] } = problem;
  const lines = [
    `${message} ${hint} [${code}${state === undefined ? '' : `, ${state}`}]`,
    ...fields.map((field) => `  ${field.path}: ${field.message}`),
  ];
  return new CliError(exitOf(response.status), lines.join('\n'));
}

function exitOf(status: number): number {
  if (status === 401 || status === 403) return EXIT.notAllowed;
  if (status === 503) return EXIT.unreachable;
  return status >= 500 ? EXIT.failed : EXIT.refused;
}
