import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Address, AddressGuard } from './address-guard.js';

/** What came of a request. `answer` is how the body began. */
export type Posted = { ms: number } & (
  { type: 'answered'; status: number; answer: string } | { type: 'failed'; problem: string }
);

export interface PostOptions {
  guard: AddressGuard;
  /** For everything: looking up, connecting, sending, the answer. */
  timeoutMs: number;
}

const ANSWER_BYTES = 2048;

/** Sends one JSON body to an address that people entered. Never throws, and follows no redirect. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  { guard, timeoutMs }: PostOptions,
): Promise<Posted> {
  const begun = performance.now();
  const ms = () => Math.round(performance.now() - begun);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const target = new URL(url);
    const address = await unlessAborted(guard.addressOf(target), signal);
    const answered = await exchange(target, address, body, headers, signal);
    return { type: 'answered', ...answered, ms: ms() };
  } catch (error) {
    const problem = signal.aborted
      ? `${String(timeoutMs / 1000)} 秒内没有答复`
      : error instanceof Error
        ? error.message
        : String(error);
    return { type: 'failed', problem, ms: ms() };
  }
}

function exchange(
  url: URL,
  { address, family }: Address,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<{ status: number; answer: string }> {
  // The name stays in the request and in the check of the certificate; only the connection goes by the address.
  const checked: LookupFunction = (_host, options, callback) =>
    options.all ? callback(null, [{ address, family }]) : callback(null, address, family);
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http;
    const sending = request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'hub12345',
        ...headers,
      },
      lookup: checked,
      // A connection of its own: one out of a pool may have been made to another address of the same name.
      agent: false,
      signal,
    });
    sending.on('error', reject);
    sending.on('response', (response) => {
      void beginningOf(response).then((answer) => {
        sending.destroy();
        resolve({ status: response.statusCode ?? 0, answer });
      });
    });
    sending.end(body);
  });
}

/**
 * No more than is kept is read: a receiver may answer without an end. One that breaks off has answered all the
 * same, by its status.
 */
async function beginningOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      const part = Buffer.from(chunk instanceof Uint8Array ? chunk : String(chunk));
      chunks.push(part);
      bytes += part.length;
      if (bytes >= ANSWER_BYTES) break;
    }
  } catch {
    // Cut off, or the time is over: what came before is the answer.
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8');
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
    ),
  ]);
}
