import type { Next } from '../composer.js';
import { candidates } from '../tickets.js';
import type { Turn } from '../turn.js';
import { confirm } from './confirm.js';
import { askForYes, gather, repeatPending } from './gather.js';

/**
 * "没错 赶紧处理": in the middle of a form the hurry is about the form itself. Taken for a wish about a
 * ticket, the yes or the number said in the same breath would be lost. Goes on to the tickets where
 * one is named, or where the citizen has one to urge and says nothing to the form.
 */
export function hurryForm(turn: Turn, next: Next): void {
  const { understanding, dialogue } = turn;
  const inForm = dialogue.type === 'confirming' || dialogue.type === 'gathering';
  if (!inForm || understanding.ticketNumbers.length > 0) return next();
  if (dialogue.type === 'confirming' && turn.wants('yes')) return confirm(turn, next);
  if (candidates(turn, 'urge').length > 0) return next();
  const { phones, places, times, names, matter } = understanding;
  if (matter || phones.length + places.length + times.length + names.length > 0) return goOn(turn, next);
  if (dialogue.type === 'confirming') return askForYes(turn, 'confirm.sure');
  turn.say('urge.form');
  repeatPending(turn);
}

const goOn = (turn: Turn, next: Next): void =>
  turn.dialogue.type === 'confirming' ? confirm(turn, next) : gather(turn, next);
