import { citizenIdOf, conversationIdOf } from '../intake/identity.js';
import type { Conversation } from '../model/conversation.js';
import type { CitizenRepository, Clock, ConversationRepository } from '../ports.js';

/** Where a citizen is reached: an address on one of our accounts. */
export interface Place {
  channel: string;
  account: string;
  address: string;
}

/** A conversation in which nothing has been said. `thread` is the provider's, where there is one. */
export function newConversation(
  { channel, account, address }: Place,
  now: Date,
  thread = address,
): Conversation {
  return {
    id: conversationIdOf(channel, account, address),
    channel,
    account,
    citizenId: citizenIdOf(channel, account, address),
    address,
    version: 0,
    state: null,
    thread: { key: thread },
    lastSeq: 0,
    effects: [],
    taken: { messages: [], inputs: [] },
    timerAt: null,
    pendingAt: null,
    hasTickets: false,
    mode: 'bot',
    flags: [],
    lastText: '',
    lastAt: now,
    createdAt: now,
  };
}

export interface OpenConversationDeps {
  conversations: Pick<ConversationRepository, 'load' | 'save'>;
  citizens: Pick<CitizenRepository, 'seen'>;
  clock: Clock;
}

/**
 * Makes sure that there is a conversation to write into before its citizen has written. Returns its id.
 * Doing it again, or at the same time as the citizen's first message, changes nothing.
 */
export async function openConversation(place: Place, deps: OpenConversationDeps): Promise<string> {
  const now = deps.clock.now();
  const fresh = newConversation(place, now);
  if (await deps.conversations.load(fresh.id)) return fresh.id;
  // The citizen first: a conversation that stands is not looked at again.
  await deps.citizens.seen({ id: fresh.citizenId, ...place, firstSeenAt: now, lastSeenAt: now });
  await deps.conversations.save({ ...fresh, version: 1 }, 0);
  return fresh.id;
}
