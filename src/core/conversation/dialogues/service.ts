import type { TicketView } from '../../model/ticket.js';
import type { Next } from '../composer.js';
import { hasBegun } from '../draft.js';
import type { Dialogue, HeldTurn, TicketPurpose } from '../state.js';
import { askWhich, candidates } from '../tickets.js';
import { rehear, type Turn } from '../turn.js';
import { beginWith, proceed, repeatPending, resumeForm } from './gather.js';
import { showProgress } from './progress.js';
import { rateTicket } from './rate.js';
import { supplementTicket } from './supplement.js';
import { urgeTicket } from './urge.js';
import { askWithdraw } from './withdraw.js';

type Choosing = Extract<Dialogue, { type: 'choosing' }>;

/** Shorter, the words are nothing but the wish itself. */
const TELLING = 6;

/** A wish about a ticket: finds which one, asks when several could be meant, then does it. */
export const serve =
  (purpose: TicketPurpose) =>
  (turn: Turn, next: Next): void => {
    const tickets = candidates(turn, purpose);
    const [only, ...others] = tickets;
    if (only === undefined) return nothingFor(turn, purpose, next);
    if (others.length > 0) return askWhich(turn, purpose, tickets, turn.hold());
    perform(turn, purpose, only, turn.hold());
  };

/** One of the offered tickets was chosen, by number, button or ticket number. */
export function choose(turn: Turn & { dialogue: Choosing }, next: Next): void {
  const { purpose, ticketIds, held } = turn.dialogue;
  const { ownTickets, namedTickets, joinedTickets = [] } = turn.context;
  const joined = purpose === 'progress' ? joinedTickets : [];
  if (turn.chosen === 'new') return asNewMatter(turn, held);
  const numbers = turn.understanding.ticketNumbers.map(({ value }) => value);
  const ticket = [...namedTickets, ...ownTickets, ...joined].find(
    ({ id, number }) =>
      turn.chosen === `ticket:${id}` || (ticketIds.includes(id) && numbers.includes(number)),
  );
  resumeForm(turn);
  if (ticket) return perform(turn, purpose, ticket, held);
  // Not an answer to the question. What was to be added must not be lost: the newest ticket takes it.
  const newest = ownTickets.find(({ id }) => ticketIds.includes(id));
  if (purpose === 'supplement' && newest) supplementTicket(turn, newest.id, held);
  next();
}

function perform(turn: Turn, purpose: TicketPurpose, ticket: TicketView, held: HeldTurn): void {
  turn.about(ticket.id);
  switch (purpose) {
    case 'progress':
      showProgress(turn, [ticket]);
      break;
    case 'supplement':
      supplementTicket(turn, ticket.id, held);
      break;
    case 'urge':
      urgeTicket(turn, ticket, held);
      break;
    case 'withdraw':
      return askWithdraw(turn, ticket);
    case 'rate':
      return rateTicket(turn, ticket, held);
  }
  backToForm(turn);
}

function nothingFor(turn: Turn, purpose: TicketPurpose, next: Next): void {
  if (turn.context.refusedNumbers.length > 0) {
    turn.say('progress.refused');
    return backToForm(turn);
  }
  // Without a ticket, words like "催一下" that tell a matter are the beginning of a request.
  const { matter, ticketNumbers } = turn.understanding;
  if (matter && matter.value.length >= TELLING && ticketNumbers.length === 0) return next();
  turn.say(`none.${purpose}`);
  backToForm(turn);
}

function asNewMatter(turn: Turn, held: HeldTurn): void {
  beginWith(turn, rehear(held, turn.context));
  turn.say('gather.noted');
  proceed(turn);
}

/** The wish was done in between: the form stands where it stood. */
function backToForm(turn: Turn): void {
  if (!hasBegun(turn.state.draft)) {
    if (turn.dialogue.type === 'choosing') turn.become({ type: 'idle' });
    return;
  }
  repeatPending(turn);
}
