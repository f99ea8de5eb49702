import { ConversationState } from '../conversation/state.js';
import type { Conversation } from '../model/conversation.js';

const Held = ConversationState.pick({ staff: true });

/** Who has taken a conversation over; undefined while it is the bot's. */
export function holderOf({
  mode,
  state,
}: Pick<Conversation, 'mode' | 'state'>): { id: string; name: string } | undefined {
  return mode === 'staff' ? Held.safeParse(state).data?.staff : undefined;
}
