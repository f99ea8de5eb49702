import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OrderNumber, WireOrder, WireResult, WireTaken, WireUpdate } from '../../core/exchange/wire.js';
import type { Clock } from '../../core/ports.js';
import type { Exchange } from '../../exchange/exchange.js';
import type { ExchangeSender } from '../../exchange/exchange-sender.js';
import type { Peer } from '../../exchange/peers.js';
import { isSignature } from '../../exchange/signature.js';
import type { ExchangeRepository } from '../../store/exchange-store.js';
import { failure } from '../errors/failure.js';
import { PROBLEMS, type TypedApp } from '../http.js';

export interface ExchangeRouteDeps {
  peers: readonly Peer[];
  exchange: Exchange;
  sender: ExchangeSender;
  store: ExchangeRepository;
  clock: Clock;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The platform that signed the request. */
    peer: Peer | null;
  }
}

const tags = ['exchange'];
/** How far the clocks of two platforms may differ. */
const SKEW_MS = 300_000;
/** In the description of every route: what a peer has to sign. */
const SIGNED =
  'Signed with the secret shared with this platform: headers x-exchange-peer, x-exchange-timestamp (milliseconds), x-exchange-nonce (once) and x-exchange-signature, the HMAC-SHA256 in hexadecimal of method, path from /exchange/v1 on, timestamp, nonce and the SHA-256 of the canonical JSON body, joined by line breaks.';

/** Where other platforms send orders and what happens to them. */
export function exchangeRoutes(app: TypedApp, deps: ExchangeRouteDeps): void {
  app.decorateRequest('peer', null);
  // After parsing, because the signature is over the canonical body; before anything in it is believed.
  app.addHook('preValidation', async (request) => {
    request.peer = await signerOf(request, deps);
  });

  app.post(
    '/orders',
    {
      schema: {
        summary: 'Send an order; the same number again is the same ticket',
        description: SIGNED,
        tags,
        body: WireOrder,
        response: { 200: WireTaken, ...PROBLEMS },
      },
    },
    (request) => deps.exchange.take(peerOf(request), request.body),
  );
  app.post(
    '/orders/:orderNo/updates',
    {
      schema: {
        summary: 'Say what happened to an order, in order and without a gap',
        description: SIGNED,
        tags,
        params: z.object({ orderNo: OrderNumber }),
        body: WireUpdate,
        response: { 200: WireResult, ...PROBLEMS },
      },
    },
    (request) => deps.exchange.change(peerOf(request), request.params.orderNo, request.body),
  );
  app.get(
    '/health',
    {
      schema: {
        summary: 'Whether this platform answers a peer, and what still waits for it',
        description: SIGNED,
        tags,
        response: { 200: z.object({ peer: z.string(), waiting: z.number().int() }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = peerOf(request);
      return { peer: id, waiting: (await deps.store.backlog(id)).waiting };
    },
  );
}

/** Who signed it; every way of not being believed is answered alike, except those that its owner can mend. */
async function signerOf(request: FastifyRequest, deps: ExchangeRouteDeps): Promise<Peer> {
  const header = (name: string): string => {
    const value = request.headers[`x-exchange-${name}`];
    return typeof value === 'string' && value.length <= 200 ? value : '';
  };
  const peer = deps.peers.find(({ id }) => id === header('peer'));
  const timestamp = header('timestamp');
  const nonce = header('nonce');
  const path = request.url.slice(Math.max(0, request.url.indexOf('/exchange/')));
  const { method, body } = request;
  const signed = { method, path, timestamp, nonce, body: body ?? undefined };
  if (!peer || nonce === '' || !isSignature(header('signature'), signed, peer.secret))
    throw failure('exchange-unsigned');
  const now = deps.clock.now();
  const away = Math.abs(now.getTime() - Number(timestamp));
  // Also where it is no number.
  if (!(away <= SKEW_MS)) throw failure('exchange-clock');
  if (!(await deps.store.takeNonce(peer.id, nonce, now))) throw failure('exchange-replayed');
  return peer;
}

function peerOf({ peer }: FastifyRequest): Peer {
  if (!peer) throw failure('exchange-unsigned');
  return peer;
}
