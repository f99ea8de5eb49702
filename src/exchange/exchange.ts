import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/exchange/canonical.js';
import { type Line, linesFor, PEER_CHANNEL } from '../core/exchange/lines.js';
import {
  WireResult,
  type WireChange,
  type WireOrder,
  type WireTaken,
  type WireUpdate,
} from '../core/exchange/wire.js';
import { HubError } from '../core/errors.js';
import type { City } from '../core/model/city.js';
import type { Request } from '../core/model/request.js';
import type { MoveDetails, Ticket, TicketMove } from '../core/model/ticket.js';
import type { Clock } from '../core/ports.js';
import type { Mover } from '../core/ticket/may-move.js';
import type { ExchangeRepository } from '../store/exchange-store.js';
import type { Peer } from './peers.js';

export interface ExchangeDeps {
  peers: readonly Peer[];
  store: ExchangeRepository;
  tickets: {
    get(id: string): Promise<Ticket>;
    open(id: string, commandId: string, request: Request, citizenId: string, mover: Mover): Promise<Ticket>;
    move(
      id: string,
      mover: Mover,
      commandId: string,
      move: TicketMove,
      details: MoveDetails,
    ): Promise<Ticket>;
  };
  city: City;
  clock: Clock;
}

/** Orders to and from other platforms: what is owed to them, and what they send. */
export class Exchange {
  constructor(private readonly deps: ExchangeDeps) {}

  /** Owes each peer what the ticket’s history says to it. Done again, also from an older copy, nothing changes. */
  async owe(ticket: Ticket, afterSeq: number): Promise<void> {
    for (const peer of this.deps.peers)
      for (const line of linesFor(ticket, peer))
        if (line.eventSeq > afterSeq) await this.deps.store.owe(this.delivery(ticket, peer, line));
  }

  /** A peer’s own order becomes a ticket; its number is the key. */
  async take(peer: Peer, order: WireOrder): Promise<WireTaken> {
    const { store, tickets } = this.deps;
    const id = orderId(peer.id, 'theirs', order.orderNo);
    const digest = createHash('sha256').update(canonicalJson(order)).digest('hex');
    const ticketId = `x${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;
    const known = await store.order(id);
    const kept = known ?? (await store.keepOrder({ id, ticketId, digest, lastSeq: 0 }));
    if (kept.digest !== digest) {
      const hint = '请用新的编号发送，或以补充信息更新原工单';
      throw new HubError('conflict', 'exchange-order-changed', '这个编号已有另一内容的工单', hint);
    }
    // Also when it is known: a crash may have come between the two writes.
    const ticket = await tickets.open(ticketId, id, this.requestOf(peer, order), `peer:${peer.id}`, {
      type: 'peer',
      peer: peer.id,
      unit: '',
    });
    return { orderNo: order.orderNo, number: ticket.number, duplicate: known !== undefined };
  }

  /** One change to an order. In order and once; what cannot be done is said, and does not stop what follows. */
  async change(peer: Peer, orderNo: string, update: WireUpdate): Promise<WireResult> {
    const { store } = this.deps;
    const order = await this.orderFor(peer, orderNo, update.of);
    if (update.seq <= order.lastSeq) return { result: 'duplicate' };
    if (update.seq > order.lastSeq + 1) {
      const message = `缺少第 ${String(order.lastSeq + 1)} 条更新`;
      throw new HubError('conflict', 'exchange-out-of-order', message, '请按顺序重发');
    }
    const result = await this.apply(peer, order.ticketId, order.id, update);
    await store.advance(order.id, update.seq);
    return result;
  }

  private async apply(
    peer: Peer,
    ticketId: string,
    orderId: string,
    update: WireUpdate,
  ): Promise<WireResult> {
    const { tickets } = this.deps;
    const key = `${orderId}:${String(update.seq)}`;
    try {
      const ticket = await tickets.get(ticketId);
      const mover = moverFor(peer, ticket);
      const done = (commandId: string) => ticket.events.some((event) => event.commandId === commandId);
      // A peer that reports or answers has taken the order, whether or not it said so.
      const signs = ['progress', 'replied'].includes(update.change.type) && ticket.state === 'dispatched';
      if (signs && !done(key)) await tickets.move(ticketId, mover, `${key}:sign`, 'sign', {});
      const { move, details } = moveOf(update.change);
      await tickets.move(ticketId, mover, key, move, details);
      return { result: 'applied' };
    } catch (error) {
      if (!(error instanceof HubError) || RETRIED.has(error.code) || error.fault === 'unreachable')
        throw error;
      return { result: 'refused', problem: { code: error.code, message: error.message } };
    }
  }

  /** The order that a number means: the peer’s own, or one of our tickets that its unit has or had. */
  private async orderFor(peer: Peer, orderNo: string, of: 'sender' | 'receiver') {
    const { store } = this.deps;
    const unknown = new HubError(
      'not-found',
      'exchange-order-unknown',
      '没有这个工单',
      '请先发送工单，再发送更新',
    );
    if (of === 'sender') {
      const order = await store.order(orderId(peer.id, 'theirs', orderNo));
      if (!order) throw unknown;
      return order;
    }
    const id = orderId(peer.id, 'ours', orderNo);
    const known = await store.order(id);
    if (known) return known;
    const ticket = await this.deps.tickets.get(orderNo).catch((error: unknown) => {
      if (error instanceof HubError && error.fault === 'not-found') throw unknown;
      throw error;
    });
    // A number is guessed easily: what was never given to this peer does not exist for it.
    const given = linesFor(ticket, peer).some(({ type }) => type === 'order');
    if (!given || ticket.number !== orderNo) throw unknown;
    return store.keepOrder({ id, ticketId: ticket.id, digest: '', lastSeq: 0 });
  }

  private delivery(ticket: Ticket, peer: Peer, line: Line) {
    const now = this.deps.clock.now();
    const { orderNo, body } = wireOf(ticket, line);
    return {
      id: `${ticket.id}.${String(line.eventSeq)}.${peer.id}`,
      peer: peer.id,
      ticketId: ticket.id,
      eventSeq: line.eventSeq,
      path: line.type === 'order' ? '/exchange/v1/orders' : updatesPath(orderNo),
      body: JSON.stringify(body),
      status: 'ready' as const,
      attempts: 0,
      runAt: now,
      createdAt: now,
    };
  }

  private requestOf(peer: Peer, order: WireOrder): Request {
    const { city } = this.deps;
    const { type, title, matter, place, name, phone, urgency, hotline, confidential } = order;
    return {
      type,
      title,
      matter,
      place,
      name,
      phone,
      anonymous: false,
      secrecy: confidential || type === 'report' ? 'confidential' : 'open',
      urgency,
      hotline: city.hotlines.find(({ id, dial }) => id === hotline || dial === hotline)?.id,
      extra: {},
      attachments: [],
      source: {
        channel: PEER_CHANNEL,
        account: peer.id,
        conversationId: orderId(peer.id, 'theirs', order.orderNo),
        messageIds: [order.orderNo],
      },
      formVersion: 1,
      cityVersion: city.profile.version,
      confidence: {},
    };
  }
}

/** What a peer answered, read: an answer of another shape is as good as none. */
export function resultOf(body: unknown): WireResult {
  const result = WireResult.safeParse(body);
  return result.success ? result.data : { result: 'applied' };
}

const updatesPath = (orderNo: string) => `/exchange/v1/orders/${encodeURIComponent(orderNo)}/updates`;
const orderId = (peer: string, whose: 'ours' | 'theirs', orderNo: string) =>
  `peer:${peer}:${whose}:${orderNo}`;
const RETRIED: ReadonlySet<string> = new Set(['ticket-busy']);

function wireOf(ticket: Ticket, line: Line): { orderNo: string; body: WireOrder | WireUpdate } {
  if (line.type === 'order') return { orderNo: line.order.orderNo, body: line.order };
  const { of, seq, change, at } = line;
  const [theirs = ''] = ticket.request.source.messageIds;
  const orderNo = of === 'sender' ? ticket.number : theirs;
  return { orderNo, body: { of, seq, at: at.toISOString(), change } };
}

/** As which a peer acts: for its unit, where that has the ticket; or for the citizen of an order it sent. */
function moverFor(peer: Peer, ticket: Ticket): Mover {
  const origin = ticket.channel === PEER_CHANNEL && ticket.request.source.account === peer.id;
  const unit = !origin && ticket.unit !== undefined && peer.serves(ticket.unit) ? ticket.unit : '';
  return { type: 'peer', peer: peer.id, unit, ...(origin ? { origin } : {}) };
}

function moveOf(change: WireChange): { move: TicketMove; details: MoveDetails } {
  switch (change.type) {
    case 'signed':
      return { move: 'sign', details: {} };
    case 'replied': {
      const { type: _, ...details } = change;
      return { move: 'reply', details };
    }
    case 'returned':
      return { move: 'return', details: { reason: change.reason, basis: change.basis } };
    case 'progress':
    case 'comment':
    case 'supplement':
    case 'urge':
      return { move: change.type, details: { text: change.text } };
    case 'cancel':
    case 'rework':
      return { move: change.type, details: { reason: change.reason } };
    // What another platform decides about its own unit is told here, and binds nobody of ours.
    case 'return-refused':
      return { move: 'comment', details: { text: `对方不同意退单：${change.reason}` } };
    case 'supervise':
      return { move: 'comment', details: { text: `对方督办：${change.reason}` } };
  }
}
