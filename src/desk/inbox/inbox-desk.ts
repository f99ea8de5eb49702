import type { Zone } from '../../core/deadline/zone.js';
import { addDays } from '../../core/deadline/zone.js';
import type { DeskPlaceRepository } from '../../core/inbox/ports.js';
import { type ConversationScope, isOfCounty } from '../../core/inbox/scope.js';
import { conversationIdOf } from '../../core/intake/identity.js';
import type { Conversation } from '../../core/model/conversation.js';
import type { DeskPlace } from '../../core/model/desk-place.js';
import type { Ticket } from '../../core/model/ticket.js';
import {
  type CitizenRepository,
  type Clock,
  CONVERSATION_VIEWS,
  type ConversationQuery,
  type ConversationRepository,
  type TicketRepository,
} from '../../core/ports.js';
import type { TicketScope } from '../../core/ticket/scope.js';

export interface InboxDeps {
  conversations: Pick<ConversationRepository, 'list' | 'count' | 'byIds'>;
  citizens: Pick<CitizenRepository, 'named'>;
  tickets: Pick<TicketRepository, 'list' | 'ofConversations'>;
  places: Pick<DeskPlaceRepository, 'ofStaff'>;
  zone: Zone;
  clock: Clock;
}

/** A line of the inbox: the conversation, its tickets, and how far the asker has read. */
export interface InboxRow {
  conversation: Conversation;
  tickets: Ticket[];
  place?: DeskPlace;
}

/** A queue is told as this long at most. */
export const MOST_COUNTED = 100;
const TICKETS_PER_ROW = 10;
const FOUND_AT_MOST = 50;

/** Lists of the shared inbox. */
export class InboxDesk {
  constructor(private readonly deps: InboxDeps) {}

  async list(query: Omit<ConversationQuery, 'dueBefore'>): Promise<InboxRow[]> {
    const dueBefore = this.endOfToday();
    return this.rows(await this.deps.conversations.list({ ...query, dueBefore }), query.scope);
  }

  /** How many each view has, up to `MOST_COUNTED`. */
  async counts(scope: ConversationScope): Promise<Record<ConversationQuery['view'], number>> {
    const dueBefore = this.endOfToday();
    const counted = await Promise.all(
      CONVERSATION_VIEWS.map((view) =>
        this.deps.conversations.count({ view, scope, dueBefore }, MOST_COUNTED),
      ),
    );
    const [all = 0, mine = 0, unassigned = 0, waiting = 0, flagged = 0, emergency = 0, due = 0, failed = 0] =
      counted;
    return { all, mine, unassigned, waiting, flagged, emergency, due, failed };
  }

  /** Exactly this ticket number, phone number, address or name; newest first. */
  async search(words: string, scope: ConversationScope, tickets: TicketScope): Promise<InboxRow[]> {
    const said = words.normalize('NFKC').trim();
    const named = { scope: tickets, limit: FOUND_AT_MOST };
    const [citizens, ofPerson, ofNumber] = await Promise.all([
      this.deps.citizens.named(said, FOUND_AT_MOST),
      this.deps.tickets.list({ ...named, person: said }),
      /^[A-Za-z]{2}\d{17}$/.test(said) ? this.deps.tickets.list({ ...named, text: said }) : [],
    ]);
    const ids = new Set([
      ...[...ofNumber, ...ofPerson].map(({ conversationId }) => conversationId),
      ...citizens.map(({ channel, account, address }) => conversationIdOf(channel, account, address)),
    ]);
    const found = await this.deps.conversations.byIds([...ids]);
    const seen = found
      .filter((one) => isOfCounty(scope, one) && (scope.sealed || one.sealed !== true))
      .sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime());
    return this.rows(seen, scope);
  }

  private async rows(
    conversations: readonly Conversation[],
    { staffId }: ConversationScope,
  ): Promise<InboxRow[]> {
    const ids = conversations.map(({ id }) => id);
    if (ids.length === 0) return [];
    const [tickets, places] = await Promise.all([
      this.deps.tickets.ofConversations(ids, ids.length * TICKETS_PER_ROW),
      this.deps.places.ofStaff(staffId, ids),
    ]);
    return conversations.map((conversation) => ({
      conversation,
      tickets: tickets
        .filter(({ conversationId }) => conversationId === conversation.id)
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()),
      place: places.find(({ conversationId }) => conversationId === conversation.id),
    }));
  }

  private endOfToday(): Date {
    const { zone, clock } = this.deps;
    return zone.instant(addDays(zone.dayOf(clock.now()), 1), 0);
  }
}
