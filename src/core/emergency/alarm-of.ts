import type { Effect } from '../conversation/effect.js';
import type { ConversationInput } from '../conversation/input.js';
import type { ConversationState } from '../conversation/state.js';
import type { Alarm } from '../model/alert.js';

const MOST_WORDS = 2_000;

/**
 * What the duty desk has to hear of a step: that danger was named, what was said while it lasts, and where
 * and how to reach the person. Undefined for every step that has to do with no danger.
 */
export function alarmOf(
  before: ConversationState,
  input: ConversationInput,
  after: { state: ConversationState; effects: readonly Effect[] },
  mute: boolean,
): Alarm | undefined {
  const danger = after.effects.flatMap((one) => (one.type === 'notifyStaff' ? (one.danger ?? []) : [])).at(0);
  const dialogue = [after.state.dialogue, before.dialogue].find(({ type }) => type === 'emergency');
  const made = ticketMade(after);
  if (!danger && (!dialogue || (input.type !== 'turn' && !made))) return undefined;
  const draft = dialogue?.type === 'emergency' ? dialogue.draft : undefined;
  const said = after.effects.flatMap((one) => (one.type === 'say' && !mute ? one.parts : []));
  return {
    type: 'alarm',
    id: `${input.id}:alarm`,
    danger,
    named: [...new Set(said.flatMap(({ template, params }) => numbersOf(template, params)))],
    // 密件 that follows a danger is not copied to the duty desk.
    text: danger || after.state.dialogue.type !== 'sealed' ? wordsOf(input) : '',
    over: said.some(({ template }) => template === 'danger.over' || template === 'danger.overTicket'),
    place: draft?.place?.value,
    phone: (draft?.phone ?? after.state.draft.phone ?? after.state.person.phone)?.value,
    ticketId: made ?? (dialogue?.type === 'emergency' ? dialogue.ticketId : undefined),
  };
}

function numbersOf(template: string, params: Record<string, unknown>): string[] {
  const { numbers } = params;
  return template.startsWith('danger.') && typeof numbers === 'string' ? numbers.split('、') : [];
}

function wordsOf(input: ConversationInput): string {
  if (input.type !== 'turn') return '';
  const texts = input.messages.map(({ message }) => message.text ?? '').filter((text) => text !== '');
  return texts.join('\n').slice(0, MOST_WORDS);
}

/** The ticket of the danger itself, also where the step that makes it leaves the danger behind. */
function ticketMade({ effects }: { effects: readonly Effect[] }): string | undefined {
  const made = effects.find((one) => one.type === 'createTicket' && one.request.urgency === 'emergency');
  return made?.type === 'createTicket' ? made.ticketId : undefined;
}
