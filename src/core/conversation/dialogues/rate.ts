import type { Next } from '../composer.js';
import type { TicketView } from '../../model/ticket.js';
import { hasBegun } from '../draft.js';
import type { Outcome } from '../outcome.js';
import type { Dialogue, HeldTurn } from '../state.js';
import { rehear, type Turn } from '../turn.js';
import { isRateable } from '../tickets.js';
import { returnToForm } from './gather.js';

/** Asks how it went: digits, words or a sign will do. */
export function askRating(outcome: Outcome, ticketId: string): void {
  outcome.become({ type: 'rating', ticketId });
  outcome
    .say('rate.ask')
    .offer([1, 2, 3, 4, 5].map((stars) => ({ label: `button.rate.${stars}`, value: `rate:${stars}` })));
}

/** The answer to the question for a rating; anything else is an ordinary turn. */
export function takeRating(
  turn: Turn & { dialogue: Extract<Dialogue, { type: 'rating' }> },
  next: Next,
): void {
  const { ticketId } = turn.dialogue;
  const rating = ratingIn(turn);
  turn.become({ type: 'idle' });
  if (rating === undefined) return next();
  give(turn, ticketId, rating, turn.text);
}

/** "凑合", "五星": a mark nobody asked for just now, from somebody who has tickets. */
export function isMark({ understanding, dialogue, state, context, heard }: Turn): boolean {
  const isFree = dialogue.type === 'idle' && !hasBegun(state.draft) && understanding.category === undefined;
  if (!isFree || understanding.rating === undefined || heard.length > MOST_MARKED) return false;
  return context.ownTickets.some(isRateable) || (context.ownTickets.length > 0 && NAMES_MARK.test(heard));
}
const MOST_MARKED = 12;
const NAMES_MARK = /满意|凑合|马马虎虎|将就|[好差中]评|[1-5一二三四五]\s*[分星]/;

/** 评价 of a ticket the citizen named or chose. */
export function rateTicket(turn: Turn, { id }: TicketView, held: HeldTurn): void {
  const digit = /[1-5]/.exec(held.text)?.[0];
  const rating = rehear(held, turn.context).understanding.rating ?? (digit && Number(digit));
  if (!rating) return askRating(turn, id);
  give(turn, id, rating, held.text);
}

function give(turn: Turn, ticketId: string, rating: number, text: string): void {
  turn.command(ticketId, { move: 'rate', rating, text: text || undefined });
  turn.about(ticketId).say(rating <= 2 ? 'rate.sorry' : 'rate.thanks');
  returnToForm(turn);
}

function ratingIn(turn: Turn): number | undefined {
  const pressed = /^rate:([1-5])$/.exec(turn.chosen ?? '')?.[1];
  return pressed === undefined ? turn.understanding.rating : Number(pressed);
}
