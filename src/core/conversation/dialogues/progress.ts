import type { TicketView } from '../../model/ticket.js';
import { isOpen } from '../tickets.js';
import type { Turn } from '../turn.js';

/** Where tickets stand: state, unit, deadline, the answer if there is one. */
export function showProgress(turn: Turn, tickets: TicketView[]): void {
  for (const ticket of tickets) {
    const { number, title, state, unitName, dueAt, answer, createdAt } = ticket;
    turn.say('progress.ticket', { number, title, state: selector(state), createdAt });
    if (unitName !== undefined) turn.say('progress.unit', { unit: unitName });
    if (answer !== undefined) turn.say('progress.answer', { answer });
    else if (dueAt !== undefined && isOpen(ticket)) turn.say('progress.due', { dueAt });
  }
}

/** A template's choices are words without hyphens. */
const selector = (state: string): string => state.replace('-', '');
