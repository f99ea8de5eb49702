import { z } from 'zod';
import type { ConversationScope } from '../../core/inbox/scope.js';
import type { City } from '../../core/model/city.js';
import { type ChannelTraits, type Clock, CONVERSATION_VIEWS } from '../../core/ports.js';
import { onSealedDesk, type StaffActor } from '../../core/services.js';
import { type InboxDesk, type InboxRow, MOST_COUNTED } from '../../desk/inbox/inbox-desk.js';
import { ticketScope } from '../ability.js';
import { authorise } from '../auth/session-gate.js';
import { cursorOf, placeOfCursor } from '../cursor.js';
import { PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { InboxRowView, inboxRowView } from '../views/inbox-view.js';

const tags = ['conversations'];
const View = z.enum(CONVERSATION_VIEWS);

/** Lists of the shared inbox. */
export function inboxRoutes(
  app: TypedApp,
  deps: {
    inbox: { lists: InboxDesk };
    traitsOf(channel: string, account: string): ChannelTraits;
    city: City;
    clock: Clock;
  },
): void {
  const { city, clock } = deps;
  const { lists } = deps.inbox;
  const line = (row: InboxRow, viewer: StaffActor) => {
    const { channel, account } = row.conversation;
    return inboxRowView(row, viewer, city, deps.traitsOf(channel, account), clock.now());
  };

  app.get(
    '/conversations',
    {
      schema: {
        summary: 'List conversations of a view, newest first; what is due, in the order in which it is due',
        description:
          '`waiting`: somebody should look and nobody holds it; `due`: a ticket is due today or was before. With `q`, everything with exactly this ticket number, phone number, address or name, on one page.',
        tags,
        querystring: PageQuery.extend({
          view: View.default('all'),
          channel: z.string().max(40).optional(),
          q: z.string().trim().min(1).max(100).optional(),
        }),
        response: {
          200: z.object({ items: z.array(InboxRowView), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const { view, channel, q, cursor, limit } = request.query;
      const scope = scopeOf(actor);
      if (q !== undefined) {
        const found = await lists.search(q, scope, ticketScope(actor));
        return { items: found.map((row) => line(row, actor)) };
      }
      const found = await lists.list({ view, scope, channel, after: placeOfCursor(cursor), limit });
      const last = found.length === limit ? found.at(-1)?.conversation : undefined;
      const at = view === 'due' ? last?.dueAt : last?.lastAt;
      return {
        items: found.map((row) => line(row, actor)),
        nextCursor: last && at && cursorOf({ at, id: last.id }),
      };
    },
  );

  app.get(
    '/conversations/counts',
    {
      schema: {
        summary: `How many conversations each view has; ${MOST_COUNTED} is “${MOST_COUNTED} or more”`,
        tags,
        response: { 200: z.record(View, z.number().int()), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      return lists.counts(scopeOf(actor));
    },
  );
}

/** What somebody may see of all conversations. */
function scopeOf(actor: StaffActor): ConversationScope {
  return { staffId: actor.id, platform: actor.platform, sealed: onSealedDesk(actor) };
}
