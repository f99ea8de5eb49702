import { comeFromElsewhere, comeFromPublic, goOnElsewhere } from './dialogues/elsewhere.js';
import { codeFailed, phoneCode } from './dialogues/phone-code.js';
import type { StepContext } from './context.js';
import type { Effect } from './effect.js';
import { keepFiles } from './files.js';
import { greet } from './greeting.js';
import type { ConversationInput } from './input.js';
import { notice } from './notices.js';
import { Outcome } from './outcome.js';
import { prune } from './parking.js';
import { route } from './router.js';
import { armTimer, onSilence } from './silence.js';
import { staffAction } from './staff-actions.js';
import type { ConversationState } from './state.js';
import { Turn } from './turn.js';

type TurnInput = Extract<ConversationInput, { type: 'turn' }>;

/**
 * One step of a conversation: a pure function of state, input and context, total over all of them.
 * Ids of effects and tickets derive from the input's id, so the same step decided twice is one.
 */
export function step(
  state: ConversationState,
  input: ConversationInput,
  context: StepContext,
): { state: ConversationState; effects: Effect[] } {
  switch (input.type) {
    case 'turn':
      return onTurn(state, input, context);
    case 'timer':
      return run(state, input.id, context, onSilence);
    case 'ticketEvent':
      return input.instead
        ? quietly(state, input.id, context, (outcome) => notice(outcome, input))
        : run(state, input.id, context, (outcome) => notice(outcome, input));
    case 'phoneCode':
      return phoneCode(state, input);
    case 'codeFailed':
      return run(state, input.id, context, (outcome) => codeFailed(outcome, input));
    case 'goesOn':
      return run(state, input.id, context, (outcome) => {
        goOnElsewhere(outcome, input.linkId, input.to);
        armTimer(outcome);
      });
    case 'continued':
      return run(state, input.id, context, (outcome) => {
        if (input.from.type === 'private') comeFromElsewhere(outcome, input.from.handed);
        else comeFromPublic(outcome, input.id, input.from.said);
        armTimer(outcome);
      });
    case 'staff':
      return run(state, input.id, context, (outcome) => {
        staffAction(outcome, input);
        armTimer(outcome);
      });
  }
}

function onTurn(state: ConversationState, input: TurnInput, context: StepContext) {
  const turn = new Turn({ ...state, reminded: false }, input, context);
  prune(turn);
  route(turn);
  keepFiles(turn, state.dialogue);
  greet(turn);
  armTimer(turn);
  return turn.finish();
}

function run(state: ConversationState, id: string, context: StepContext, act: (outcome: Outcome) => void) {
  return quietly(state, id, context, (outcome) => {
    act(outcome);
    greet(outcome);
  });
}

/** Without introducing ourselves: that was done where the person wrote to us. */
function quietly(
  state: ConversationState,
  id: string,
  context: StepContext,
  act: (outcome: Outcome) => void,
) {
  const outcome = new Outcome(state, id, context);
  act(outcome);
  return outcome.finish();
}
