import { sayWhenSomebodyComes } from './dialogues/human.js';
import { hasBegun } from './draft.js';
import { handOverSummary } from './hand-over.js';
import { heldFrom } from './held.js';
import type { ConversationInput } from './input.js';
import type { Outcome } from './outcome.js';
import { offerParked, park } from './parking.js';
import { fieldAsked, isQuestion } from './staff-facts.js';

type StaffInput = Extract<ConversationInput, { type: 'staff' }>;

/** Staff take over, speak, and give back. */
export function staffAction(outcome: Outcome, { staff, action }: StaffInput): void {
  switch (action.type) {
    case 'take':
      return has(outcome, staff, false);
    case 'assign':
      return has(outcome, action.to, false);
    case 'give':
      // A colleague may have been faster.
      return outcome.state.mode === 'staff' ? undefined : has(outcome, staff, true);
    case 'take-back':
      return takeBack(outcome, staff.id, action);
    case 'reply':
      outcome.sayAsStaff(action.text, staff, action.attachmentIds, action.ticketId);
      return expectAnswer(outcome, action.text);
    case 'release':
      return release(outcome);
  }
}

/** Who has the conversation asks: the answer is understood as an answer to that, not to what the bot asked before. */
function expectAnswer(outcome: Outcome, text: string): void {
  const { mode, draft, held } = outcome.state;
  if (mode !== 'staff') return;
  outcome.update({ held: held && { given: held.given } });
  const staffAsked = isQuestion(text) ? { text, at: outcome.context.now } : undefined;
  outcome.update({ staffAsked, draft: { ...draft, pending: fieldAsked(text, draft, outcome.context) } });
}

function has(outcome: Outcome, staff: StaffInput['staff'], given: boolean): void {
  const held = heldFrom(given, outcome.context.now);
  outcome.update({ mode: 'staff', staff, held, timerAt: undefined });
}

/**
 * Whoever has it says nothing and its citizen waits: a colleague gets it, or it waits for one as it did before. One who
 * has spoken meanwhile, or no longer has it, keeps what is theirs.
 */
function takeBack(
  outcome: Outcome,
  from: string,
  { since, to }: Extract<StaffInput['action'], { type: 'take-back' }>,
): void {
  const { mode, staff, held, dialogue } = outcome.state;
  const waits = held?.unansweredSince?.getTime() === since.getTime();
  if (mode !== 'staff' || staff?.id !== from || !waits) return;
  if (to) {
    outcome.update({ staffAsked: undefined });
    outcome.say('human.takenBack');
    return has(outcome, to, true);
  }
  outcome.update(NOBODY);
  outcome.notifyStaff('hand-over', handOverSummary(outcome));
  sayWhenSomebodyComes(outcome, 'human.takenBack');
  if (dialogue.type !== 'emergency')
    outcome.become({ type: 'waiting', since: outcome.context.now, noted: false });
}

const NOBODY = { mode: 'bot', staff: undefined, staffAsked: undefined, held: undefined } as const;

/** The bot speaks again. What was said meanwhile may be settled, so it asks before going on with it. */
function release(outcome: Outcome): void {
  const wasTaken = outcome.state.mode === 'staff';
  outcome.update(NOBODY);
  if (!wasTaken) return;
  const { dialogue, draft } = outcome.state;
  if (dialogue.type !== 'emergency') outcome.become({ type: 'idle' });
  outcome.say('human.released');
  if (hasBegun(draft)) park(outcome, true);
  if (outcome.dialogue.type === 'idle') offerParked(outcome);
}
