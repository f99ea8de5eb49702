import { isDeepStrictEqual } from 'node:util';
import type { Ticket } from '../model/ticket.js';
import type { ConversationRepository, Standing, TicketRepository } from '../ports.js';

const TICKETS_EACH = 50;
const ATTEMPTS = 5;

/**
 * Makes a conversation stand as its tickets do. Read again after the write, because another ticket of it may
 * have moved in between, and whoever moved it may have read before us. May be done again at any time.
 */
export async function followTickets(
  conversationId: string,
  deps: {
    tickets: Pick<TicketRepository, 'ofConversation'>;
    conversations: Pick<ConversationRepository, 'follow'>;
  },
): Promise<void> {
  const read = async () => standingOf(await deps.tickets.ofConversation(conversationId, TICKETS_EACH));
  let standing = await read();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await deps.conversations.follow(conversationId, standing);
    const now = await read();
    if (isDeepStrictEqual(now, standing)) return;
    standing = now;
  }
}

/**
 * A county's only when it holds every ticket of the conversation: of one that concerns two counties, each
 * would read the other's matter, so the city keeps it.
 */
export function standingOf(tickets: readonly Ticket[]): Standing {
  const [platform, ...others] = new Set(tickets.map((ticket) => ticket.platform));
  const due = tickets
    .flatMap(({ deadlines }) => deadlines.flatMap(({ dueAt, doneAt }) => (dueAt && !doneAt ? [dueAt] : [])))
    .sort((a, b) => a.getTime() - b.getTime());
  return {
    platform: others.length === 0 ? platform : undefined,
    sealed: tickets.some(({ request }) => request.secrecy === 'sealed'),
    dueAt: due[0],
  };
}
