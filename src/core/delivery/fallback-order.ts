import { stands } from '../identity/join.js';
import type { Contact } from '../model/contact.js';
import type { Conversation } from '../model/conversation.js';
import type { ChannelTraits } from '../ports.js';

/** A conversation of the same person, with what its channel can do. */
export interface Reach {
  conversation: Conversation;
  traits: ChannelTraits;
}

/**
 * Where else a person may be told, the best first: in the order they agreed to, then where they wrote last.
 * Never in public, nor on a channel that is switched off (its traits say public). What is only fetched comes
 * after all that is sent: stored there is not told.
 */
export function fallbackOrder(contact: Contact, reaches: readonly Reach[]): Reach[] {
  const order = statedOrder(contact);
  const rank = ({ conversation }: Reach): number => {
    const place = order.indexOf(conversation.citizenId);
    return place < 0 ? order.length : place;
  };
  const fetched = ({ traits }: Reach): number => Number(traits.delivery === 'fetch');
  return reaches
    .filter(({ conversation, traits }) => {
      return traits.dialogue !== 'public' && contact.citizens.includes(conversation.citizenId);
    })
    .toSorted(
      (a, b) =>
        fetched(a) - fetched(b) ||
        rank(a) - rank(b) ||
        b.conversation.lastAt.getTime() - a.conversation.lastAt.getTime() ||
        (a.conversation.id < b.conversation.id ? -1 : 1),
    );
}

/** What the person said last about it; what was taken back counts no more. */
function statedOrder({ joins }: Contact): readonly string[] {
  const orders = joins.flatMap((join) =>
    stands(join) && join.reason.type === 'verified-phone' && join.reason.order ? [join.reason.order] : [],
  );
  return orders.at(-1) ?? [];
}
