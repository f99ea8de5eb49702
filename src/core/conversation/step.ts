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
      return run(state, input.id, context, (outcome) => notice(outcome, input));
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
  keepFiles(turn);
  greet(turn);
  armTimer(turn);
  return turn.finish();
}

function run(state: ConversationState, id: string, context: StepContext, act: (outcome: Outcome) => void) {
  const outcome = new Outcome(state, id, context);
  act(outcome);
  greet(outcome);
  return outcome.finish();
}
