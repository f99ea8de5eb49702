import { hasBegun } from './draft.js';
import type { ConversationInput } from './input.js';
import type { Outcome } from './outcome.js';
import { offerParked, park } from './parking.js';

type StaffInput = Extract<ConversationInput, { type: 'staff' }>;

/** Staff take over, speak, and give back. */
export function staffAction(outcome: Outcome, { staff, action }: StaffInput): void {
  switch (action.type) {
    case 'take':
      return outcome.update({ mode: 'staff', staff, timerAt: undefined });
    case 'reply':
      return outcome.sayAsStaff(action.text, staff, action.attachmentIds, action.ticketId);
    case 'release':
      return release(outcome);
  }
}

/** The bot speaks again. What was said meanwhile may be settled, so it asks before going on with it. */
function release(outcome: Outcome): void {
  const wasTaken = outcome.state.mode === 'staff';
  outcome.update({ mode: 'bot', staff: undefined });
  if (!wasTaken) return;
  const { dialogue, draft } = outcome.state;
  if (dialogue.type !== 'emergency') outcome.become({ type: 'idle' });
  outcome.say('human.released');
  if (hasBegun(draft)) park(outcome, true);
  if (outcome.dialogue.type === 'idle') offerParked(outcome);
}
