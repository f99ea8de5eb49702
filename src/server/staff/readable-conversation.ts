import { isOfCounty } from '../../core/inbox/scope.js';
import { type ConversationService, onSealedDesk, type StaffActor } from '../../core/services.js';
import { failure } from '../errors/failure.js';
import { isSealed } from '../views/conversation-view.js';

type Found = Awaited<ReturnType<ConversationService['get']>>;

/**
 * A conversation for somebody to read or answer. One of another county is as if it were not there; that there
 * is a sealed one may be known, its words only at the sealed desk.
 */
export async function readableConversation(
  conversations: Pick<ConversationService, 'get'>,
  id: string,
  viewer: StaffActor,
): Promise<Found> {
  const found = await conversations.get(id);
  assertReadable(found, viewer);
  return found;
}

/** @throws `conversation-not-found`, `sealed-matter` */
export function assertReadable(
  { conversation, tickets }: Pick<Found, 'conversation' | 'tickets'>,
  viewer: StaffActor,
): void {
  if (!isOfCounty({ staffId: viewer.id, platform: viewer.platform }, conversation))
    throw failure('conversation-not-found');
  if (isSealed(conversation, tickets) && !onSealedDesk(viewer)) throw failure('sealed-matter');
}
