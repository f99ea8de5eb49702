import { REFUSAL_REASON_ZH } from '../model/codes.js';
import type { Ticket, TicketEvent } from '../model/ticket.js';
import { withoutPerson } from '../privacy/mask.js';
import type { WireChange, WireOrder } from './wire.js';

/** The channel of tickets that another platform sent: nobody writes there, the exchange tells that platform. */
export const PEER_CHANNEL = 'peer';
/** 诉求来源 in their numbers. */
export const PEER_SOURCE = '20';

/** What one peer is to hear of a ticket, in order; `eventSeq` is the event that says it. */
export type Line =
  | { eventSeq: number; type: 'order'; order: WireOrder }
  | {
      eventSeq: number;
      type: 'update';
      of: 'sender' | 'receiver';
      seq: number;
      at: Date;
      change: WireChange;
    };

/**
 * What a peer is to hear of a ticket: the order and what changes while its unit has it, or, of an order it
 * sent itself, what comes of it. Only a longer history makes more lines, so that their numbers never change.
 * What the peer told us is not told back to it.
 */
export function linesFor(ticket: Ticket, peer: { id: string; serves(unit: string): boolean }): Line[] {
  const sentByPeer = ticket.channel === PEER_CHANNEL && ticket.request.source.account === peer.id;
  return sentByPeer ? answersTo(ticket, peer.id) : ordersTo(ticket, peer);
}

function ordersTo(ticket: Ticket, peer: { id: string; serves(unit: string): boolean }): Line[] {
  const lines: Line[] = [];
  let theirs = false;
  let seq = 0;
  for (const event of ticket.events) {
    const { unit } = event.details;
    const dispatched = (event.move === 'dispatch' || event.move === 'arbitrate') && unit !== undefined;
    if (dispatched) {
      const before = theirs;
      theirs = peer.serves(unit);
      if (before && !theirs)
        lines.push(update(event, 'sender', ++seq, { type: 'cancel', reason: '已改派其他单位' }));
    }
    if (!theirs) continue;
    if (dispatched && seq === 0 && lines.length === 0) {
      lines.push({ eventSeq: event.seq, type: 'order', order: orderOf(ticket) });
      continue;
    }
    const change = isFrom(event, peer.id) ? undefined : changeForUnit(event);
    if (change) lines.push(update(event, 'sender', ++seq, change));
    if (event.move === 'accept-return' || event.move === 'cancel') theirs = false;
  }
  return lines;
}

function answersTo(ticket: Ticket, peer: string): Line[] {
  let seq = 0;
  return ticket.events.flatMap((event) => {
    const change = isFrom(event, peer) ? undefined : changeForOrigin(event, ticket);
    return change ? [update(event, 'receiver', ++seq, change)] : [];
  });
}

function update(
  { seq: eventSeq, at }: TicketEvent,
  of: 'sender' | 'receiver',
  seq: number,
  change: WireChange,
): Line {
  return { eventSeq, type: 'update', of, seq, at, change };
}

const isFrom = ({ actor }: TicketEvent, peer: string) => actor.type === 'peer' && actor.peer === peer;

/** What the unit that handles it has to know. */
function changeForUnit({ move, details }: TicketEvent): WireChange | undefined {
  const { text, reason = '' } = details;
  switch (move) {
    case 'dispatch':
    case 'arbitrate':
      return { type: 'rework', reason: reason || '再次派单' };
    case 'supplement':
    case 'comment':
      return { type: move, text: text ?? '' };
    case 'urge':
      return { type: 'urge', text };
    case 'cancel':
    case 'rework':
      return { type: move, reason };
    case 'accept-return':
      return { type: 'cancel', reason: '同意退单' };
    case 'reject-return':
      return { type: 'return-refused', reason };
    case 'supervise':
      return details.level && { type: 'supervise', level: details.level, reason };
    default:
      return undefined;
  }
}

/** What the platform has to know whose citizen asked. */
function changeForOrigin({ move, details }: TicketEvent, ticket: Ticket): WireChange | undefined {
  const { text = '', reason = '', basis = '' } = details;
  switch (move) {
    case 'sign':
      return { type: 'signed' };
    case 'progress':
      return { type: 'progress', text };
    case 'answer':
      return { type: 'replied', text, result: details.result ?? 'solved' };
    case 'review': {
      // What was reviewed is the last reply before it.
      const replied = ticket.events.findLast((one) => one.move === 'reply')?.details;
      const { facts, basis: law, contact, result = 'solved' } = replied ?? {};
      return { type: 'replied', text: text || (replied?.text ?? ''), result, facts, basis: law, contact };
    }
    case 'refuse':
      return {
        type: 'returned',
        reason: details.refusal ? REFUSAL_REASON_ZH[details.refusal] : '不予受理',
        basis: basis || '不予受理',
      };
    case 'hand-over':
      return {
        type: 'returned',
        reason: `已移交${details.to ?? ''}${reason && `：${reason}`}`,
        basis: '移交',
      };
    case 'cancel':
      return { type: 'returned', reason: reason || '已撤销', basis: '撤销' };
    default:
      return undefined;
  }
}

/** The order as another platform may read it: who asked for secrecy is not named to it. */
function orderOf({ number, request, events, deadlines }: Ticket): WireOrder {
  const confidential = request.secrecy !== 'open' || request.anonymous;
  const dueAt = deadlines.find(({ step, doneAt }) => step === 'handle' && !doneAt)?.dueAt;
  return {
    orderNo: number,
    type: request.type,
    title: hide(request.title, request, confidential) || '诉求',
    matter: hide(request.matter, request, confidential),
    place: request.place,
    name: confidential ? undefined : request.name,
    phone: confidential ? undefined : request.phone,
    confidential,
    urgency: request.urgency,
    hotline: request.hotline,
    createdAt: (events[0]?.at ?? new Date(0)).toISOString(),
    dueAt: dueAt?.toISOString(),
  };
}

function hide(text: string, request: Ticket['request'], confidential: boolean): string {
  return confidential ? withoutPerson(text, request) : text;
}
