import { emergencySilence } from './dialogues/triage.js';
import { repeatPending } from './dialogues/gather.js';
import { waitingSilence } from './dialogues/human.js';
import { hasBegun } from './draft.js';
import { isEnough } from './form.js';
import { decentTime } from './hours.js';
import type { Outcome } from './outcome.js';
import { park } from './parking.js';
import { submitForm } from './submit.js';

/** In danger nobody waits for hours: after this much silence what is known becomes a ticket. */
const EMERGENCY_SILENCE_MS = 2 * 60_000;

/** The time set has come and nobody has written: one reminder, then an end that loses nothing. */
export function onSilence(outcome: Outcome): void {
  const { timerAt, mode, dialogue, reminded } = outcome.state;
  if (timerAt === undefined || timerAt > outcome.context.now || mode === 'staff') return;
  outcome.update({ timerAt: undefined });
  switch (dialogue.type) {
    case 'emergency':
      emergencySilence(outcome, dialogue);
      break;
    case 'waiting':
      if (!dialogue.told) waitingSilence(outcome);
      return;
    default:
      if (!hasBegun(outcome.state.draft)) return outcome.become({ type: 'idle' });
      if (!reminded) remind(outcome);
      else finish(outcome);
  }
  armTimer(outcome);
}

/** Sets when to wake up after this step; night hours are left to sleep. */
export function armTimer(outcome: Outcome): void {
  const { now, silence, city } = outcome.context;
  const { mode, dialogue, draft, reminded } = outcome.state;
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  const timerAt = (() => {
    if (mode === 'staff') return undefined;
    if (dialogue.type === 'emergency') {
      const wait =
        dialogue.ticketId === undefined
          ? Math.min(EMERGENCY_SILENCE_MS, silence.remindAfter)
          : silence.finishAfter;
      return after(wait);
    }
    if (dialogue.type === 'waiting')
      return dialogue.told ? undefined : decentTime(after(silence.remindAfter), city.profile.timezone);
    if (dialogue.type === 'idle' || !hasBegun(draft)) return undefined;
    return decentTime(after(reminded ? silence.finishAfter : silence.remindAfter), city.profile.timezone);
  })();
  outcome.update({ timerAt });
}

function remind(outcome: Outcome): void {
  outcome.update({ reminded: true });
  outcome.say('silence.reminder');
  repeatPending(outcome);
}

/** What is known becomes a ticket when it is enough; otherwise it is kept and offered again. */
function finish(outcome: Outcome): void {
  if (isEnough(outcome.state.draft, outcome.context.city)) return submitForm(outcome, 'silence');
  park(outcome, true);
  outcome.become({ type: 'idle' });
  outcome.say('silence.closed');
}
