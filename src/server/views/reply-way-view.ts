import { z } from 'zod';
import { type Room, roomIn, WAY_CLOSED } from '../../core/inbox/reply-way.js';
import type { StoredMessage } from '../../core/model/message.js';
import type { ChannelTraits } from '../../core/ports.js';
import type { Held, Person, StaffActor } from '../../core/services.js';
import { Instant, isoIf } from '../http.js';
import { conversationView } from './conversation-view.js';
import { mayReadHeld } from './person-view.js';

/** What can be said on a channel now. */
export const RoomView = z
  .object({
    closed: z.enum(WAY_CLOSED).optional().meta({ description: 'Why nothing can be said on it now' }),
    until: Instant.optional().meta({ description: 'When the medium lets nobody answer any more' }),
    left: z
      .number()
      .int()
      .optional()
      .meta({ description: 'So many messages more, until the citizen writes' }),
  })
  .meta({ id: 'ReplyRoom' });

/** A channel of the person on which a reply can go. */
export const ReplyWay = RoomView.extend({
  conversationId: z.string(),
  channel: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  address: z.string().optional(),
  current: z.boolean().meta({ description: 'The conversation itself' }),
  dialogue: z.enum(['chat', 'mail', 'public']),
}).meta({ id: 'ReplyWay' });
export type ReplyWay = z.infer<typeof ReplyWay>;

export const roomView = ({ closed, until, left }: Room): z.infer<typeof RoomView> => ({
  closed,
  until: isoIf(until),
  left,
});

/** The ways to a person, the conversation's own first; those its reader may not open are left out. */
export async function replyWays(
  person: Person,
  viewer: StaffActor,
  deps: {
    traitsOf(channel: string, account: string): ChannelTraits;
    latest(conversationId: string): Promise<StoredMessage[]>;
    now: Date;
  },
): Promise<ReplyWay[]> {
  const { contact } = person;
  const others = person.others.filter(
    (held) => contact.citizens.includes(held.conversation.citizenId) && mayReadHeld(held, viewer),
  );
  const bound = isBound(person);
  return Promise.all(
    [person, ...others].map(async (held): Promise<ReplyWay> => {
      const { conversation } = held;
      const { id, channel, account } = conversation;
      const traits = deps.traitsOf(channel, account);
      const current = id === person.conversation.id;
      const counted = traits.replyWindow?.quota === undefined ? [] : await deps.latest(id);
      const room = roomIn(conversation, traits, deps.now, counted);
      const closed = room.closed ?? (current ? undefined : whyNotThere(traits, bound));
      return {
        ...roomView({ ...room, closed }),
        conversationId: id,
        channel,
        title: traits.title ?? { zh: channel, en: channel },
        address: conversationView(conversation, viewer, held.tickets).address,
        current,
        dialogue: traits.dialogue,
      };
    }),
  );
}

/** What was said in confidence, under seal or without a name stays on the channel where it was said. */
function isBound({ tickets }: Held): boolean {
  return tickets.some(({ request }) => request.secrecy !== 'open' || request.anonymous);
}

function whyNotThere({ dialogue }: ChannelTraits, bound: boolean): ReplyWay['closed'] {
  if (bound) return 'confidential';
  return dialogue === 'public' ? 'public' : undefined;
}
