import type { TicketView } from '../../model/ticket.js';
import type { HeldTurn } from '../state.js';
import type { Turn } from '../turn.js';

/** 催办: the unit is told that the citizen is waiting. */
export function urgeTicket(turn: Turn, { id, number }: TicketView, held: HeldTurn): void {
  turn.command(id, { move: 'urge', text: held.text });
  turn.say('urge.done', { number });
}
