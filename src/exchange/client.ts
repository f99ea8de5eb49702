import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/ports.js';
import type { Peer } from './peers.js';
import { signatureOf } from './signature.js';

/**
 * What came of sending. `refused` will not change by repeating; `later` is about this one thing, because the
 * peer answered; `unreachable` about the peer.
 */
export type Sent =
  { type: 'answered'; body: unknown } | { type: 'refused' | 'later' | 'unreachable'; problem: string };

const TIMEOUT_MS = 10_000;

/** Sends one signed request to a peer. Never throws: whatever happens is said as a result. */
export async function sendTo(
  peer: Pick<Peer, 'url' | 'secret' | 'as'>,
  path: string,
  body: unknown,
  { clock, timeoutMs = TIMEOUT_MS }: { clock: Clock; timeoutMs?: number },
): Promise<Sent> {
  const timestamp = String(clock.now().getTime());
  const nonce = randomUUID();
  const url = new URL(`${peer.url.replace(/\/$/, '')}${path}`);
  // From here on only: a proxy may put the hub under another path.
  const signed = { method: 'POST', path, timestamp, nonce, body };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-exchange-peer': peer.as,
        'x-exchange-timestamp': timestamp,
        'x-exchange-nonce': nonce,
        'x-exchange-signature': signatureOf(signed, peer.secret),
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    if (answer.ok) return { type: 'answered', body: JSON.parse(text) };
    const problem = `${String(answer.status)} ${text.slice(0, 300)}`;
    const isFinal = REFUSALS.has(answer.status) || text.includes('exchange-order-changed');
    return { type: isFinal ? 'refused' : 'later', problem };
  } catch (error) {
    return { type: 'unreachable', problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Stays wrong however often it is sent; not so 401 (a secret that somebody mends), 404 and 409 (the order is on its way).  */
const REFUSALS = new Set([400, 413, 415, 422]);
