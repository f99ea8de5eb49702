import { hasBegun } from '../draft.js';
import { absorb } from '../absorb.js';
import type { Next } from '../composer.js';
import type { Outcome } from '../outcome.js';
import { staffSummary } from '../summary.js';
import type { Turn } from '../turn.js';
import { returnToForm } from './gather.js';

/** A person is asked for: staff are told with a summary, and the citizen hears when one can come. */
export function callHuman(turn: Turn): void {
  listen(turn);
  const { draft } = turn.state;
  const { city, staffOnDuty } = turn.context;
  const known = hasBegun(draft) ? staffSummary(draft, city) : '尚未说明事项';
  turn.notifyStaff('hand-over', `诉求人请求人工。${known}`);
  if (staffOnDuty) turn.say('human.onDuty');
  else turn.say('human.offDuty', { areaCode: city.profile.areaCode });
  turn.become({ type: 'waiting', told: false });
}

/** Waiting for a person: everything is kept for them; a word brings the bot back. */
export function whileWaiting(turn: Turn, next: Next): void {
  if (turn.wants('yes') || /继续|机器人|continue|go on/i.test(turn.heard)) {
    turn.say('human.back');
    return hasBegun(turn.state.draft) ? returnToForm(turn) : turn.become({ type: 'idle' });
  }
  if (turn.wants('progress') || turn.wants('urge') || turn.wants('cancel')) {
    turn.become({ type: 'idle' });
    return next();
  }
  listen(turn);
  turn.say('human.kept');
}

/** Nobody has come: said once, and truthfully. */
export function waitingSilence(outcome: Outcome): void {
  outcome.become({ type: 'waiting', told: true });
  outcome.say(outcome.context.staffOnDuty ? 'human.stillBusy' : 'human.stillOff');
}

/** Staff have the conversation: the bot is silent and remembers what is said. */
export function silentListening(turn: Turn): void {
  listen(turn);
}

function listen(turn: Turn): void {
  const { city } = turn.context;
  const { draft, took } = absorb(turn.state.draft, turn, { city, correcting: turn.mends });
  if (took.size > 0) turn.update({ draft });
}
