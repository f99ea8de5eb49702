import { solve } from './proof.js';
import { currentLanguage, words } from './words.js';

/** A refusal or a failure, with words for the citizen. `status` 0: nobody answered. */
export class ApiProblem extends Error {
  constructor(status, document, retryAfterSeconds) {
    super(document.message);
    this.status = status;
    this.code = document.code;
    this.hint = document.hint ?? '';
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** True when the same call may work later. */
  get passes() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Calls the API and answers with its JSON. Throws `ApiProblem`. */
export async function call(path, options = {}) {
  const response = await fetch(path, {
    ...options,
    headers: { 'accept-language': currentLanguage(), ...options.headers },
  }).catch(() => undefined);
  if (!response) throw new ApiProblem(0, { code: 'unreachable', message: words('unreachable') });
  if (response.ok) return response.status === 204 ? undefined : response.json();
  const document = await response.json().catch(() => ({ code: 'unreadable', message: words('unreachable') }));
  throw new ApiProblem(response.status, document, Number(response.headers.get('retry-after') ?? 0));
}

export function callWithJson(path, body) {
  return call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const KNOWN = 'hub.session';
let session;
let opening;

/** True when this browser has had a session, so that looking for it is worth a call. */
export function mayHaveSession() {
  return localStorage.getItem(KNOWN) !== null;
}

/** Opens a session, or finds the one this browser has; calls at the same time share one. */
export async function openSession() {
  if (session) return session;
  opening ??= findOrStartSession().finally(() => (opening = undefined));
  return opening;
}

/** The session this browser has; undefined when there is none. */
export async function findSession() {
  try {
    session ??= await call('/api/web/sessions/current');
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    loseSession();
  }
  return session;
}

/** To be called when the hub no longer knows the session. */
export function loseSession() {
  session = undefined;
  localStorage.removeItem(KNOWN);
}

export async function endSession() {
  await call('/api/web/sessions/current', { method: 'DELETE' });
}

async function findOrStartSession() {
  const found = mayHaveSession() ? await findSession() : undefined;
  if (found) return found;
  const { required, challenge } = await call('/api/web/challenge');
  const proof = required ? await prove(challenge) : undefined;
  session = await callWithJson('/api/web/sessions', { proof });
  localStorage.setItem(KNOWN, session.conversation);
  return session;
}

async function prove(challenge) {
  if (!globalThis.crypto?.subtle) throw new ApiProblem(400, { code: 'insecure', message: words('insecure') });
  return { challenge, solution: await solve(challenge.parameters) };
}
