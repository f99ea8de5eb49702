import type { TicketView } from '../../model/ticket.js';
import type { Turn } from '../turn.js';

/** Where tickets stand: state, unit, deadline, the answer if there is one. */
export function showProgress(turn: Turn, tickets: TicketView[]): void {
  for (const { number, title, state, unitName, dueAt, answer, createdAt } of tickets) {
    turn.say('progress.ticket', { number, title, state, createdAt });
    if (unitName !== undefined) turn.say('progress.unit', { unit: unitName });
    if (answer !== undefined) turn.say('progress.answer', { answer });
    else if (dueAt !== undefined && state !== 'closed' && state !== 'cancelled')
      turn.say('progress.due', { dueAt });
  }
}
