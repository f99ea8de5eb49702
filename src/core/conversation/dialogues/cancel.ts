import { hasBegun } from '../draft.js';
import type { Next } from '../composer.js';
import { park } from '../parking.js';
import type { Turn } from '../turn.js';

/** "算了" in the middle of something: the draft is put aside, not thrown away. */
export function cancel(turn: Turn, next: Next): void {
  const nothing = turn.dialogue.type === 'idle' && !hasBegun(turn.state.draft);
  if (nothing || isSkip(turn)) return next();
  leave(turn);
  turn.say('cancel.done');
}

/** "不用了" to the question for a telephone turns down the question, not the whole matter. */
const isSkip = ({ dialogue, state, heard }: Turn): boolean =>
  dialogue.type === 'gathering' &&
  state.draft.pending !== 'matter' &&
  /^(?:不用|不要|不需要|不必)了?[吧。!,\s谢您你]*$/.test(heard);

/** "重新开始": an empty form, the old draft put aside. */
export function restart(turn: Turn): void {
  leave(turn);
  turn.say('cancel.restarted');
}

function leave(turn: Turn): void {
  park(turn, false);
  turn.become({ type: 'idle' });
}
