import { ApiProblem, type ProblemFacts } from '../../shared/api';
import { currentLanguage } from '../../shared/language';
import { newId } from '../../shared/id';
import { say } from '../words';
import { HUB_WORDS } from './words';

export type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

/** How a change is sent beside its body. */
export interface Sending {
  /** The version it was decided on: whoever was faster is not overwritten. */
  version?: number;
  /** The same key again is the same command; a form keeps one until it went through. */
  key?: string;
}

let csrfToken = '';
const onLost = new Set<() => void>();

/** To be called with every session: changes carry its token. */
export function carryToken(token: string): void {
  csrfToken = token;
}

/** Calls back when the hub no longer knows the session; returns how to stop. */
export function whenSignedOut(listener: () => void): () => void {
  onLost.add(listener);
  return () => onLost.delete(listener);
}

export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return call<T>(`${path}${queryOf(query)}`, { signal });
}

/** Sends a command. When nobody answers it is sent once more under the same key, so that it happens once. */
export async function post<T>(path: string, body: object = {}, sending: Sending = {}): Promise<T> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'idempotency-key': sending.key ?? newId(),
  };
  if (sending.version !== undefined) headers['if-match'] = `"${sending.version}"`;
  const options = { method: 'POST', headers, body: JSON.stringify(body) };
  try {
    return await call<T>(path, options);
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.status !== 0) throw problem;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    return call<T>(path, options);
  }
}

export function put<T>(path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return call<T>(path, { method: 'PUT', headers, body: JSON.stringify(body) });
}

export const remove = <T = void>(path: string): Promise<T> => call<T>(path, { method: 'DELETE' });

export function upload<T>(path: string, file: File): Promise<T> {
  const body = new FormData();
  body.append('file', file, file.name);
  return call<T>(path, { method: 'POST', body });
}

/** The answer as it is. Throws `ApiProblem` when nobody answers. */
export async function request(path: string, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers);
  headers.set('accept-language', currentLanguage());
  if (options.method !== undefined && options.method !== 'GET') headers.set('x-csrf-token', csrfToken);
  try {
    return await fetch(`/api${path}`, { ...options, headers, credentials: 'same-origin' });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem(0, 'unreachable', say(HUB_WORDS, 'unreachable'));
  }
}

const AGAIN_MS = 1_000;

async function call<T>(path: string, options: RequestInit): Promise<T> {
  const response = await request(path, options);
  if (response.ok) {
    // Our own hub answers: its schemas made the type the caller names.
    const answer: T = response.status === 204 ? undefined : await response.json();
    return answer;
  }
  const problem = await problemOf(response);
  if (problem.code === 'not-signed-in') for (const listener of onLost) listener();
  throw problem;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const after = Number(response.headers.get('retry-after') ?? 0);
  try {
    const { code, message, hint, fields, changes, holder }: ProblemBody = await response.json();
    return new ApiProblem(response.status, code, message, hint, after, fields, { changes, holder });
  } catch {
    return new ApiProblem(response.status, 'unreadable', say(HUB_WORDS, 'unreachable'));
  }
}

interface ProblemBody extends ProblemFacts {
  code: string;
  message: string;
  hint?: string;
  fields?: { path: string; message: string }[];
}

export function queryOf(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
