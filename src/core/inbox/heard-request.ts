import { hasBegun } from '../conversation/draft.js';
import { titleOf, toRequest } from '../conversation/request.js';
import { ConversationState } from '../conversation/state.js';
import type { City } from '../model/city.js';
import type { Conversation } from '../model/conversation.js';
import type { StoredMessage } from '../model/message.js';
import type { Request } from '../model/request.js';
import type { Ticket } from '../model/ticket.js';

const Gathered = ConversationState.pick({ draft: true, parked: true, person: true });
const MOST_MATTER = 20_000;

/**
 * The request a conversation tells of, as far as it was understood: what the bot gathered and nobody has made a
 * ticket of, else the citizen's own words. Of each field it says how sure the bot was.
 */
export function heardRequest(
  conversation: Pick<Conversation, 'id' | 'state' | 'channel' | 'account'>,
  messages: readonly StoredMessage[],
  tickets: readonly Pick<Ticket, 'createdAt'>[],
  city: City,
): Request {
  const state = Gathered.safeParse(conversation.state).data;
  const drafts = [state?.draft, ...(state?.parked.map(({ draft }) => draft) ?? [])];
  const draft = drafts.find((one) => one && hasBegun(one));
  if (draft) return toRequest(draft, city);
  // What came before the last ticket is in it.
  const since = Math.max(0, ...tickets.map(({ createdAt }) => createdAt.getTime()));
  const said = messages.flatMap((m) => (m.direction === 'in' && m.at.getTime() > since ? [m] : []));
  const matter = said
    .flatMap(({ message }) => message.text ?? [])
    .join('\n')
    .slice(0, MOST_MATTER);
  const { name, phone } = state?.person ?? {};
  return {
    type: 'other',
    title: titleOf(matter),
    matter,
    name: name?.value,
    phone: phone?.value,
    anonymous: false,
    secrecy: 'open',
    urgency: 'normal',
    extra: {},
    attachments: said.flatMap(({ message }) => message.attachments),
    source: {
      channel: conversation.channel,
      account: conversation.account,
      conversationId: conversation.id,
      messageIds: said.map(({ id }) => id),
    },
    formVersion: 1,
    cityVersion: city.profile.version,
    confidence: {},
  };
}
