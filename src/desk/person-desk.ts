import { createHash } from 'node:crypto';
import type { Contacts } from '../core/identity/contacts.js';
import { conversationIdOf } from '../core/intake/identity.js';
import { HubError } from '../core/errors.js';
import type { Conversation } from '../core/model/conversation.js';
import type { CitizenRepository, ConversationRepository, TicketRepository } from '../core/ports.js';
import type { Held, Person, PersonService, StaffActor } from '../core/services.js';

export interface PersonDeskDeps {
  contacts: Contacts;
  citizens: Pick<CitizenRepository, 'load'>;
  conversations: Pick<ConversationRepository, 'load'>;
  tickets: Pick<TicketRepository, 'ofConversation'>;
}

/** Enough to see whether one of the tickets is sealed; a contact's tickets are listed elsewhere. */
const TICKETS_EACH = 50;

/** Who is behind a conversation, and what staff may say of it. */
export class PersonDesk implements PersonService {
  constructor(private readonly deps: PersonDeskDeps) {}

  async of(conversationId: string): Promise<Person> {
    const conversation = await this.load(conversationId);
    const contact = await this.deps.contacts.of(conversation.citizenId);
    const named = new Set([...contact.citizens, ...contact.joins.flatMap((join) => join.citizens)]);
    named.delete(conversation.citizenId);
    const [citizen, own, ...others] = await Promise.all([
      this.deps.citizens.load(conversation.citizenId),
      this.held(conversation),
      ...[...named].map((id) => this.heldBy(id)),
    ]);
    return { ...own, citizen, contact, others: others.filter((other) => other !== undefined) };
  }

  async join(
    conversationId: string,
    staff: StaffActor,
    commandId: string,
    { conversationId: otherId, note }: { conversationId: string; note: string },
  ): Promise<Person> {
    const [one, other] = await Promise.all([this.load(conversationId), this.load(otherId)]);
    await this.deps.contacts.join({
      id: keyOf(conversationId, staff, commandId),
      citizens: [one.citizenId, other.citizenId],
      reason: { type: 'staff', staffId: staff.id, name: staff.name, note },
    });
    return this.of(conversationId);
  }

  async separate(
    conversationId: string,
    staff: StaffActor,
    commandId: string,
    { joinId, note }: { joinId: string; note: string },
  ): Promise<Person> {
    const id = keyOf(conversationId, staff, commandId);
    await this.deps.contacts.separate(joinId, { id, staffId: staff.id, name: staff.name, note });
    return this.of(conversationId);
  }

  /** A citizen whose conversation is gone has nothing to show. */
  private async heldBy(citizenId: string): Promise<Held | undefined> {
    const citizen = await this.deps.citizens.load(citizenId);
    if (!citizen) return undefined;
    const { channel, account, address } = citizen;
    const conversation = await this.deps.conversations.load(conversationIdOf(channel, account, address));
    return conversation && this.held(conversation);
  }

  private async held(conversation: Conversation): Promise<Held> {
    return { conversation, tickets: await this.deps.tickets.ofConversation(conversation.id, TICKETS_EACH) };
  }

  private async load(id: string): Promise<Conversation> {
    const conversation = await this.deps.conversations.load(id);
    if (conversation) return conversation;
    throw new HubError('not-found', 'conversation-not-found', '没有这个会话', '请刷新列表后重试');
  }
}

/** The same command of the same person on the same conversation is one join, or one separation. */
function keyOf(conversationId: string, staff: StaffActor, commandId: string): string {
  const hash = createHash('sha256').update(`${conversationId}:${staff.id}:${commandId}`);
  return `j${hash.digest('hex').slice(0, 24)}`;
}
