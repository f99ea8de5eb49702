import { hasBegun } from './draft.js';
import type { ConversationInput } from './input.js';
import type { Outcome } from './outcome.js';
import { offerParked, park } from './parking.js';
import { fieldAsked, isQuestion } from './staff-facts.js';

type StaffInput = Extract<ConversationInput, { type: 'staff' }>;

/** Staff take over, speak, and give back. */
export function staffAction(outcome: Outcome, { staff, action }: StaffInput): void {
  switch (action.type) {
    case 'take':
      return outcome.update({ mode: 'staff', staff, timerAt: undefined });
    case 'assign':
      return outcome.update({ mode: 'staff', staff: action.to, timerAt: undefined });
    case 'reply':
      outcome.sayAsStaff(action.text, staff, action.attachmentIds, action.ticketId);
      return expectAnswer(outcome, action.text);
    case 'release':
      return release(outcome);
  }
}

/** Who has the conversation asks: the answer is understood as an answer to that, not to what the bot asked before. */
function expectAnswer(outcome: Outcome, text: string): void {
  const { mode, draft } = outcome.state;
  if (mode !== 'staff') return;
  const staffAsked = isQuestion(text) ? { text, at: outcome.context.now } : undefined;
  outcome.update({ staffAsked, draft: { ...draft, pending: fieldAsked(text, draft, outcome.context) } });
}

/** The bot speaks again. What was said meanwhile may be settled, so it asks before going on with it. */
function release(outcome: Outcome): void {
  const wasTaken = outcome.state.mode === 'staff';
  outcome.update({ mode: 'bot', staff: undefined, staffAsked: undefined });
  if (!wasTaken) return;
  const { dialogue, draft } = outcome.state;
  if (dialogue.type !== 'emergency') outcome.become({ type: 'idle' });
  outcome.say('human.released');
  if (hasBegun(draft)) park(outcome, true);
  if (outcome.dialogue.type === 'idle') offerParked(outcome);
}
