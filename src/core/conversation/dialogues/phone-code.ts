import { dotsFor } from '../../identity/one-time.js';
import type { Effect } from '../effect.js';
import type { ConversationInput } from '../input.js';
import type { Outcome } from '../outcome.js';
import type { ConversationState } from '../state.js';
import { resumeForm } from './gather.js';

type PhoneCode = Extract<ConversationInput, { type: 'phoneCode' }>;
type CodeFailed = Extract<ConversationInput, { type: 'codeFailed' }>;

/**
 * The code itself, on the channel of the number. It is no part of the talk there: nothing that was asked or
 * offered changes, because whoever has the number may not be the one who asked.
 */
export function phoneCode(
  state: ConversationState,
  { id, codeId, language }: PhoneCode,
): { state: ConversationState; effects: Effect[] } {
  const secret = { type: 'phone-code', id: codeId } as const;
  const parts = [{ template: 'phone.code', params: { code: dotsFor(secret) } }];
  // Somebody who never wrote from there reads the language of the one who asked.
  const next = state.stepCount === 0 ? { ...state, language } : state;
  return { state: next, effects: [{ type: 'say', id: `${id}:0`, parts, buttons: [], secret }] };
}

/** The code that was promised has not gone out: said at once, so that nobody waits for it. */
export function codeFailed(outcome: Outcome, { codeId, why }: CodeFailed): void {
  if (outcome.state.code?.id !== codeId) return;
  outcome.update({ code: undefined });
  if (outcome.dialogue.type === 'binding') resumeForm(outcome);
  if (outcome.state.mode === 'bot') outcome.say(why === 'too-often' ? 'bind.tooOften' : 'bind.notSent');
}
