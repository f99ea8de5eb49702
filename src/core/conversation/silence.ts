import { emergencySilence } from './dialogues/triage.js';
import { returnToForm } from './dialogues/gather.js';
import { waitingSilence } from './dialogues/human.js';
import { hasBegun } from './draft.js';
import { isEnough } from './form.js';
import { decentTime } from './hours.js';
import type { Outcome } from './outcome.js';
import { park } from './parking.js';
import { submitForm } from './submit.js';

/** In danger nobody waits for hours: after this much silence what is known becomes a ticket. */
const MINUTE_MS = 60_000;
const EMERGENCY_SILENCE_MS = 2 * MINUTE_MS;

/** The time set has come and nobody has written: one reminder, then an end that loses nothing. */
export function onSilence(outcome: Outcome): void {
  const { timerAt, mode, dialogue, draft, reminded } = outcome.state;
  if (timerAt === undefined || timerAt > outcome.context.now || mode === 'staff') return;
  outcome.update({ timerAt: undefined });
  if (dialogue.type === 'emergency') emergencySilence(outcome, dialogue);
  else if (dialogue.type === 'waiting') waitingSilence(outcome);
  else if (keepsAddition(outcome)) settleAddition(outcome);
  else if (!hasBegun(draft)) outcome.become({ type: 'idle' });
  else if (reminded) finish(outcome);
  else remind(outcome);
  armTimer(outcome);
}

/** Sets when to wake up after this step; night hours are left to sleep. */
export function armTimer(outcome: Outcome): void {
  outcome.update({ timerAt: wakeAt(outcome) });
}

function wakeAt(outcome: Outcome): Date | undefined {
  const { now, city } = outcome.context;
  const { remindMinutes, finishHours, handOverMinutes } = city.profile.silence;
  const remindAfter = remindMinutes * MINUTE_MS;
  const finishAfter = finishHours * 60 * MINUTE_MS;
  const { mode, dialogue, draft, reminded } = outcome.state;
  const after = (ms: number, from = now): Date => new Date(from.getTime() + ms);
  const decent = (at: Date): Date => decentTime(at, city.profile.timezone);
  if (mode === 'staff') return undefined;
  if (dialogue.type === 'emergency') {
    const isOpen = dialogue.ticketId === undefined;
    return after(isOpen ? Math.min(EMERGENCY_SILENCE_MS, remindAfter) : finishAfter);
  }
  // From when the person was asked for: more words of the citizen must not put it off.
  if (dialogue.type === 'waiting') return decent(after(handOverMinutes * MINUTE_MS, dialogue.since));
  if (keepsAddition(outcome)) return decent(after(remindAfter));
  if (dialogue.type === 'idle' || !hasBegun(draft)) return undefined;
  return decent(after(reminded ? finishAfter : remindAfter));
}

/** Says once that something is unfinished, and asks what is open; a side question is let go for it. */
function remind(outcome: Outcome): void {
  outcome.update({ reminded: true });
  outcome.say('silence.reminder');
  returnToForm(outcome);
}

/** What is known becomes a ticket when it is enough; otherwise it is kept and offered again. */
function finish(outcome: Outcome): void {
  if (isEnough(outcome.state.draft, outcome.context.city)) return submitForm(outcome, 'silence');
  park(outcome, true);
  outcome.become({ type: 'idle' });
  outcome.say('silence.closed');
}

/** True while words wait for the citizen to say which ticket they belong to. */
const keepsAddition = ({ dialogue }: Outcome): boolean =>
  dialogue.type === 'choosing' && dialogue.purpose === 'supplement';

/** Never answered which ticket: the newest takes the words, so that somebody reads them. */
function settleAddition(outcome: Outcome): void {
  const { dialogue } = outcome;
  if (dialogue.type !== 'choosing') return;
  const [newest] = dialogue.ticketIds;
  const { text, attachments } = dialogue.held;
  if (newest !== undefined) {
    const names = attachments.map(({ name }) => name).join('、');
    outcome.command(newest, {
      move: 'supplement',
      text: text || `附件：${names}`,
      attachmentIds: attachments.map(({ id }) => id),
    });
    outcome.about(newest).say('silence.added');
  }
  outcome.become({ type: 'idle' });
  if (hasBegun(outcome.state.draft)) returnToForm(outcome);
}
