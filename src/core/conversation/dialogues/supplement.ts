import { hasBegun } from '../draft.js';
import type { Next } from '../composer.js';
import type { Dialogue, HeldTurn } from '../state.js';
import { askWhich, candidates } from '../tickets.js';
import type { Turn } from '../turn.js';
import { returnToForm } from './gather.js';

/** Adds words and files to a ticket that exists: staff and unit see them beside the request. */
export function supplementTicket(turn: Turn, ticketId: string, held: HeldTurn): void {
  const attachmentIds = held.attachments.map(({ id }) => id);
  turn.command(ticketId, { move: 'supplement', text: held.text || textFor(held), attachmentIds });
  turn.about(ticketId).say('supplement.done', { files: attachmentIds.length });
}

/** "我要补充" without saying what: the next turn is the addition. */
export function expectSupplement(turn: Turn, next: Next): void {
  const [only, ...others] = candidates(turn, 'supplement');
  const tellsNothing = !turn.understanding.matter && turn.attachments.length === 0 && !turn.location;
  if (!tellsNothing || only === undefined || others.length > 0) return next();
  turn.become({ type: 'supplementing', ticketId: only.id });
  turn.about(only.id).say('supplement.ask', { number: only.number });
}

export function takeSupplement(
  turn: Turn & { dialogue: Extract<Dialogue, { type: 'supplementing' }> },
): void {
  supplementTicket(turn, turn.dialogue.ticketId, turn.hold());
  turn.become({ type: 'idle' });
  if (hasBegun(turn.state.draft)) returnToForm(turn);
}

/**
 * After a ticket exists, a turn may add to it or begin another matter. A reply in the ticket's thread,
 * a correction, a picture or a mere number adds; a matter of its own kind begins; in between we ask.
 */
export function additionOrNew(turn: Turn, next: Next): void {
  if (turn.dialogue.type !== 'idle' || hasBegun(turn.state.draft)) return next();
  const tickets = candidates(turn, 'supplement').filter(({ state }) => state !== 'closed');
  const newest = turn.threadTicketId ?? tickets[0]?.id ?? turn.state.openTicketIds[0];
  if (newest === undefined) return next();
  const { matter, type, category, phones, places, times } = turn.understanding;
  const isNew = matter !== undefined && (type !== undefined || category !== undefined);
  const tells =
    matter !== undefined ||
    turn.attachments.length > 0 ||
    turn.location !== undefined ||
    phones.length + places.length + times.length > 0;
  if (!tells) return next();
  if (turn.threadTicketId !== undefined || turn.mends) return supplementTicket(turn, newest, turn.hold());
  if (isNew) return next();
  if (tickets.length > 1 || matter !== undefined) return askWhich(turn, 'supplement', tickets, turn.hold());
  supplementTicket(turn, newest, turn.hold());
}

/** A supplement needs words: for files alone we say what they are. */
const textFor = ({ attachments, location }: HeldTurn): string => {
  if (location) return `位置：${location.label ?? `${location.lat}, ${location.lng}`}`;
  return `附件：${attachments.map(({ name }) => name).join('、')}`;
};
