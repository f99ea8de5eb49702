import type { StaffActor, StaffHint } from '../../core/services.js';
import { isFor } from '../../core/ticket/notice-readers.js';
import { abilityOf } from '../ability.js';
import { authorise, signedIn } from '../auth/session-gate.js';
import type { StaffService } from '../auth/staff-service.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { grantFor } from '../permissions.js';
import { endWithServer, type StreamedEvent, streamEvents } from './event-stream.js';
import { noticeReaders } from './notice-routes.js';
import { WaitingHints } from './waiting-hints.js';

export interface StaffStreamDeps {
  staff: Pick<StaffService, 'liveSessions'>;
  /** Calls back when something moved; returns how to stop. */
  onStaffNews(onHint: (hint: StaffHint) => void): () => void;
}

/** Hints come by themselves; this only wakes the heartbeat. */
const LOOK_EVERY_MS = 5_000;

/**
 * One stream of hints for a screen: ids of tickets and conversations that moved and that its reader may
 * open, and that there are new notices. A hint may be lost (another node, a dropped line), so a screen also
 * looks by itself now and then; `all` says to do so at once.
 */
export function staffStream(app: TypedApp, deps: StaffStreamDeps): void {
  const untilClosed = endWithServer(app);
  app.get(
    '/stream',
    {
      schema: {
        summary: 'What moved, as server-sent events: ids only',
        description:
          'Events: `ticket` {id, version}, `conversation` {id}, `notice` {}, and `all` {} at the start and when too much moved at once.',
        tags: ['notices'],
        response: PROBLEMS,
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.read');
      const sessionId = signedIn(request).session.id;
      const waiting = new WaitingHints();
      const source = {
        read: async () => waiting.take(),
        subscribe: (onNews: () => void) =>
          deps.onStaffNews((hint) => {
            if (waiting.add(eventsOf(hint, actor))) onNews();
          }),
        // Looked at without counting as activity: an open page must not keep an empty chair signed in.
        mayRead: async () =>
          (await deps.staff.liveSessions()).some(({ session }) => session.id === sessionId),
        lookEveryMs: LOOK_EVERY_MS,
      };
      await untilClosed((ending) => streamEvents(reply, source, ending));
    },
  );
}

/** What of a hint its reader may know. */
function eventsOf(hint: StaffHint, actor: StaffActor): StreamedEvent[] {
  switch (hint.type) {
    case 'conversation':
      return grantFor(actor, 'conversation.read') ? [{ event: 'conversation', data: { id: hint.id } }] : [];
    case 'ticket': {
      const { ticket, notices } = hint;
      const sees = abilityOf(actor).can('ticket.read', ticket);
      const told = notices.some((to) => noticeReaders(actor).some((reader) => isFor(to, reader)));
      // A unit is told of a ticket that was just taken from it; sealed ones tell the sealed desk alone.
      const notice = told && (sees || ticket.request.secrecy !== 'sealed');
      return [
        ...(sees ? [{ event: 'ticket', data: { id: ticket.id, version: ticket.version } }] : []),
        ...(notice ? [{ event: 'notice', data: {} }] : []),
      ];
    }
  }
}
