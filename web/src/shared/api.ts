import { solve, type ChallengeParameters } from './proof';

/** A refusal or a failure, with words for the citizen. `status` 0: nobody answered. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint = '',
    readonly retryAfterSeconds = 0,
    readonly fields: { path: string; message: string }[] = [],
    /** What others did since one looked, and who has what one wants. */
    readonly facts: ProblemFacts = {},
  ) {
    super(message);
  }

  /** True when the same call may work later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  get sentence(): string {
    return `${this.message}${this.hint}`;
  }
}

export interface ProblemFacts {
  changes?: { seq: number; at: string; move: string; by: string }[];
  holder?: { id: string; name: string };
}

/** What the caller tells us about itself; all of it is asked anew for each call. */
export interface ApiSettings {
  /** Origin of the hub; empty on its own pages. */
  base?: string;
  language(): string;
  /** Said when nobody answers, and when the browser cannot prove its work. */
  words(key: 'unreachable' | 'insecure'): string;
  /** Where the browser keeps that it has a session: the name of a key of localStorage. */
  sessionKey: string;
  /** A token instead of the cookie, for other sites. */
  withToken?: boolean;
}

interface Granted {
  conversation: string;
  token?: string;
}

/** The hub as a page sees it: calls, and one session that is opened when it is first needed. */
export class Api {
  #session: Granted | undefined;
  #opening: Promise<Granted> | undefined;

  constructor(private readonly settings: ApiSettings) {}

  /** Calls and answers with the JSON of the answer. Throws `ApiProblem`. */
  async call<T>(path: string, options: RequestInit = {}): Promise<T> {
    const response = await this.fetch(path, options);
    if (response.ok) return answerOf<T>(response);
    const unreachable = { code: 'unreadable', message: this.settings.words('unreachable') };
    const said = await response
      .json()
      .then((body: ProblemDocument) => body)
      .catch((): ProblemDocument => unreachable);
    const after = Number(response.headers.get('retry-after') ?? 0);
    throw new ApiProblem(response.status, said.code, said.message, said.hint, after, said.fields);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return this.call<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** The answer as it is; throws only when nobody answers. */
  async fetch(path: string, options: RequestInit = {}): Promise<Response> {
    const { base = '', withToken } = this.settings;
    const token = withToken ? (this.#session ?? this.#remembered())?.token : undefined;
    const headers = new Headers(options.headers);
    headers.set('accept-language', this.settings.language());
    if (token) headers.set('authorization', `Bearer ${token}`);
    const credentials = withToken ? 'omit' : 'same-origin';
    try {
      return await fetch(`${base}${path}`, { ...options, headers, credentials });
    } catch {
      throw new ApiProblem(0, 'unreachable', this.settings.words('unreachable'));
    }
  }

  /** True when this browser has had a session, so that looking for it is worth a call. */
  get mayHaveSession(): boolean {
    return localStorage.getItem(this.settings.sessionKey) !== null;
  }

  /** Opens a session, or finds the one this browser has; calls at the same time share one. */
  async openSession(): Promise<Granted> {
    if (this.#session) return this.#session;
    this.#opening ??= this.#findOrStart().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /** The session this browser has; undefined when there is none. */
  async findSession(): Promise<Granted | undefined> {
    if (this.#session) return this.#session;
    try {
      const { conversation } = await this.call<Granted>('/api/web/sessions/current');
      this.#session = { conversation, token: this.#remembered()?.token };
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.status !== 401) throw problem;
      this.loseSession();
    }
    return this.#session;
  }

  /** To be called when the hub no longer knows the session. */
  loseSession(): void {
    this.#session = undefined;
    localStorage.removeItem(this.settings.sessionKey);
  }

  async endSession(): Promise<void> {
    await this.call('/api/web/sessions/current', { method: 'DELETE' });
  }

  async #findOrStart(): Promise<Granted> {
    const found = this.mayHaveSession ? await this.findSession() : undefined;
    if (found) return found;
    const { required, challenge } = await this.call<Challenge>('/api/web/challenge');
    const proof = required && challenge ? await this.#prove(challenge) : undefined;
    const granted = await this.post<Granted>('/api/web/sessions', { proof });
    this.#session = granted;
    const { withToken, sessionKey } = this.settings;
    const kept = withToken ? JSON.stringify(granted) : granted.conversation;
    localStorage.setItem(sessionKey, kept);
    return granted;
  }

  async #prove(challenge: NonNullable<Challenge['challenge']>) {
    if (!globalThis.crypto?.subtle) throw new ApiProblem(400, 'insecure', this.settings.words('insecure'));
    return { challenge, solution: await solve(challenge.parameters) };
  }

  #remembered(): Granted | undefined {
    const kept = localStorage.getItem(this.settings.sessionKey);
    if (!kept?.startsWith('{')) return undefined;
    const granted: Granted = JSON.parse(kept);
    return granted;
  }
}

interface ProblemDocument {
  code: string;
  message: string;
  hint?: string;
  fields?: { path: string; message: string }[];
}
interface Challenge {
  required: boolean;
  challenge?: { parameters: ChallengeParameters; signature: string };
}

/** Our own hub answers: its schemas made the type the caller names. */
async function answerOf<T>(response: Response): Promise<T> {
  const answer: T = response.status === 204 ? undefined : await response.json();
  return answer;
}
