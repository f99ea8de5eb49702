import type { Next } from '../composer.js';
import type { TicketView } from '../../model/ticket.js';
import type { Dialogue } from '../state.js';
import type { Turn } from '../turn.js';
import { returnToForm } from './gather.js';

/** 撤回 cannot be undone, so it is asked for once more. */
export function askWithdraw(turn: Turn, { id, number, title }: TicketView): void {
  turn.become({ type: 'withdrawing', ticketId: id });
  turn.say('withdraw.ask', { number, title }).offer([
    { label: 'button.withdraw', value: 'yes' },
    { label: 'button.keep', value: 'no' },
  ]);
}

export function confirmWithdraw(
  turn: Turn & { dialogue: Extract<Dialogue, { type: 'withdrawing' }> },
  next: Next,
): void {
  const { ticketId } = turn.dialogue;
  turn.become({ type: 'idle' });
  if (turn.wants('yes')) {
    turn.command(ticketId, { move: 'cancel', reason: '诉求人撤回' });
    turn.about(ticketId).say('withdraw.done');
    return returnToForm(turn);
  }
  if (!turn.declines) return next();
  turn.about(ticketId).say('withdraw.kept');
  returnToForm(turn);
}
