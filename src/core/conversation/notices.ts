import type { ConversationInput } from './input.js';
import type { Outcome } from './outcome.js';
import { offerParked } from './parking.js';
import { takeUpNext } from './queue.js';
import { askRating } from './dialogues/rate.js';

type TicketEvent = Extract<ConversationInput, { type: 'ticketEvent' }>;

/** Tells the citizen that their ticket moved. Moves between staff only are not told. */
export function notice(outcome: Outcome, event: TicketEvent): void {
  const { ticket, move, text = '', reason = '', instead } = event;
  const { number, title, unitName: unit = null } = ticket;
  outcome.about(ticket.id);
  if (instead) tellInstead(outcome, instead);
  switch (move) {
    case 'accept':
      return accepted(outcome, event);
    case 'dispatch':
    case 'arbitrate':
      outcome.say('ticket.dispatch', { number, title, unit });
      return;
    case 'sign':
      outcome.say('ticket.sign', { number, title, unit });
      return;
    case 'progress':
      outcome.say('ticket.progress', { number, title, unit, text });
      return;
    case 'suspend':
    case 'resume':
      outcome.say(`ticket.${move}`, { number, title, reason });
      return;
    case 'decide':
      outcome.say('ticket.extended', { number, title, dueAt: ticket.dueAt ?? null });
      return;
    case 'review':
      outcome.say('ticket.review', { number, title, unit, answer: ticket.answer ?? text });
      return rateIfFree(outcome, event);
    case 'answer':
    case 'follow':
      forget(outcome, ticket.id);
      outcome.say(`ticket.${move}`, { number, title, unit, answer: ticket.answer ?? text });
      return rateIfFree(outcome, event);
    case 'refuse':
      forget(outcome, ticket.id);
      outcome.say('ticket.refuse', {
        number,
        title,
        reason,
        way: (outcome.language === 'en' ? event.way?.en : event.way?.zh) ?? null,
      });
      return;
    case 'hand-over':
      forget(outcome, ticket.id);
      outcome.say('ticket.handOver', { number, title, to: text });
      return;
    case 'rework':
      outcome.say('ticket.rework', { number, title, unit });
      return;
    case 'close':
      forget(outcome, ticket.id);
      outcome.say('ticket.close', { number, title });
      return;
    case 'cancel':
      forget(outcome, ticket.id);
      outcome.say('ticket.cancel', { number, title });
      return;
    default:
      return;
  }
}

/** Says first why it comes here, and to somebody who never wrote here in the language they wrote in there. */
function tellInstead(outcome: Outcome, { zh, en, language }: NonNullable<TicketEvent['instead']>): void {
  const { stepCount, languageChosen } = outcome.state;
  if (stepCount === 1 && !languageChosen) outcome.update({ language });
  outcome.say('fallback.intro', { channel: outcome.language === 'en' ? en : zh });
}

/** Number, query code and deadline in words; what led to the ticket decides the first sentence. */
function accepted(outcome: Outcome, { ticket, queryCode, instead }: TicketEvent): void {
  const { submitted } = outcome.state;
  const mine = submitted.find(({ ticketId }) => ticketId === ticket.id);
  outcome.update({ submitted: submitted.filter(({ ticketId }) => ticketId !== ticket.id) });
  const by = mine?.by ?? (instead ? 'confirmed' : 'staff');
  outcome.say(`ticket.accept.${by}`, { number: ticket.number, code: queryCode });
  if (by === 'mail' || by === 'silence') {
    for (const { template, params } of mine?.summary ?? []) outcome.say(template, params);
  }
  if (by !== 'emergency' && by !== 'selfHarm') {
    if (ticket.dueAt) outcome.say('ticket.due', { dueAt: ticket.dueAt });
    else outcome.say('ticket.dueUnknown');
    outcome.say('ticket.how');
  }
  if (!outcome.state.openTicketIds.includes(ticket.id)) {
    outcome.update({ openTicketIds: [ticket.id, ...outcome.state.openTicketIds] });
  }
  if (outcome.dialogue.type === 'idle' && !takeUpNext(outcome)) offerParked(outcome);
}

/** A form in work is not interrupted for a rating: the citizen is told how to give it later. */
function rateIfFree(outcome: Outcome, { ticket }: TicketEvent): void {
  const isFree = outcome.dialogue.type === 'idle' || outcome.dialogue.type === 'rating';
  if (isFree && outcome.state.mode === 'bot') return askRating(outcome, ticket.id);
  outcome.say('rate.later');
}

const forget = (outcome: Outcome, ticketId: string): void =>
  outcome.update({ openTicketIds: outcome.state.openTicketIds.filter((id) => id !== ticketId) });
