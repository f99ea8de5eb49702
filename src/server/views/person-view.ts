import { z } from 'zod';
import { isOfCounty } from '../../core/inbox/scope.js';
import type { Join } from '../../core/model/contact.js';
import { onSealedDesk, type Held, type Person, type StaffActor } from '../../core/services.js';
import { Instant, iso, isoIf } from '../http.js';
import { grantFor } from '../permissions.js';
import { ConversationView, conversationView, isSealed } from './conversation-view.js';
import { maskPhone, withoutPerson } from '../../core/privacy/mask.js';

const Said = { name: z.string(), note: z.string(), at: Instant };
const JoinView = z
  .object({
    id: z.string(),
    /** The two conversations that were said to be of one person. */
    conversationIds: z.array(z.string()),
    reason: z.discriminatedUnion('type', [
      z.object({ type: z.literal('staff'), ...Said }),
      z.object({ type: z.literal('verified-phone'), phone: z.string(), at: Instant }),
    ]),
    separated: z.object(Said).optional(),
  })
  .meta({ id: 'Join' });

/** The citizen of a conversation, and the same person's other conversations. */
export const PersonView = z
  .object({
    citizen: z.object({
      id: z.string(),
      channel: z.string(),
      account: z.string(),
      address: z.string().optional(),
      name: z.string().optional(),
      firstSeenAt: Instant.optional(),
      lastSeenAt: Instant.optional(),
    }),
    conversations: z.array(ConversationView),
    /** How they came together, oldest first; joins taken back stay as history. */
    joins: z.array(JoinView),
  })
  .meta({ id: 'Person' });
export type PersonView = z.infer<typeof PersonView>;

/**
 * A sealed conversation, or one of another county, is left out for everybody but the sealed desk, joins and all: that this very
 * person has made a sealed matter is the secret.
 */
export function personView(person: Person, viewer: StaffActor): PersonView {
  const { conversation, citizen, contact } = person;
  const visible = [person, ...person.others].filter((held) => mayReadHeld(held, viewer));
  const idOf = new Map(visible.map((held) => [held.conversation.citizenId, held.conversation.id]));
  const { channel, account, address, citizenName } = conversationView(conversation, viewer, person.tickets);
  return {
    citizen: {
      id: conversation.citizenId,
      channel,
      account,
      address,
      name: citizenName,
      firstSeenAt: isoIf(citizen?.firstSeenAt),
      lastSeenAt: isoIf(citizen?.lastSeenAt),
    },
    conversations: visible
      .filter((held) => held.conversation.id !== conversation.id)
      .filter((held) => contact.citizens.includes(held.conversation.citizenId))
      .map((held) => conversationView(held.conversation, viewer, held.tickets)),
    joins: contact.joins
      .filter((join) => join.citizens.every((id) => idOf.has(id)))
      .map((join) => joinView(join, idOf, viewer)),
  };
}

/** Whether somebody may open it. */
export function mayReadHeld({ conversation, tickets }: Held, viewer: StaffActor): boolean {
  return (
    isOfCounty({ staffId: viewer.id, platform: viewer.platform }, conversation) &&
    (onSealedDesk(viewer) || !isSealed(conversation, tickets))
  );
}

function joinView(join: Join, idOf: Map<string, string>, viewer: StaffActor): PersonView['joins'][number] {
  const { id, reason, separated } = join;
  const person = grantFor(viewer, 'person.read') !== undefined;
  const show = (text: string) => (person ? text : withoutPerson(text, {}));
  const at = iso(join.at);
  return {
    id,
    conversationIds: join.citizens.flatMap((citizenId) => idOf.get(citizenId) ?? []),
    reason:
      reason.type === 'staff'
        ? { type: 'staff', name: reason.name, note: show(reason.note), at }
        : { type: 'verified-phone', phone: person ? reason.phone : maskPhone(reason.phone), at },
    separated: separated && { name: separated.name, note: show(separated.note), at: iso(separated.at) },
  };
}
