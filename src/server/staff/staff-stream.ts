import { isOfCounty } from '../../core/inbox/scope.js';
import type { Presence } from '../../desk/inbox/presence.js';
import type { ConversationService, StaffActor, StaffHint } from '../../core/services.js';
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
  conversations: Pick<ConversationService, 'load'>;
  inbox: { presence: Presence };
  staff: Pick<StaffService, 'liveSessions'>;
  /** Calls back when something moved; returns how to stop. */
  onStaffNews(onHint: (hint: StaffHint) => void): () => void;
  alerts?: { onAlertNews(onNews: () => void): () => void };
  telephone?: { onCallNews(staffId: string, onNews: () => void): () => void };
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
          'Events: `ticket` {id, version}, `conversation` {id}, `presence` {id, present}, `notice` {}, `alert` {} at the duty desk, `call` {} on one’s own screen, and `all` {} at the start and when too much moved at once.',
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
        subscribe: (onNews: () => void) => {
          const add = (events: StreamedEvent[]) => void (waiting.add(events) && onNews());
          const subscriptions = [
            deps.onStaffNews((hint) => {
              const tell = () => add(eventsOf(hint, actor, deps.inbox.presence));
              if (!needsLook(hint, actor)) tell();
              // A hint may be lost: of a conversation that cannot be read now a screen learns by itself.
              else
                void mayOpen(hint.id, actor, deps).then(
                  (may) => may && tell(),
                  () => undefined,
                );
            }),
            // On this stream too: a browser opens six connections to a hub for all its windows.
            grantFor(actor, 'conversation.read') && deps.alerts?.onAlertNews(() => add([ALERT])),
            deps.telephone?.onCallNews(actor.id, () => add([CALL])),
          ];
          return () => {
            for (const stop of subscriptions) stop?.();
          };
        },
        // Looked at without counting as activity: an open page must not keep an empty chair signed in.
        mayRead: async () =>
          (await deps.staff.liveSessions()).some(({ session }) => session.id === sessionId),
        lookEveryMs: LOOK_EVERY_MS,
      };
      await untilClosed((ending) => streamEvents(reply, source, ending));
    },
  );
}

const ALERT: StreamedEvent = { event: 'alert', data: {} };
const CALL: StreamedEvent = { event: 'call', data: {} };

type OfConversation = Extract<StaffHint, { type: 'conversation' | 'presence' }>;
/** A county's people hear of the conversations of their county alone, and a hint does not say whose it is. */
function needsLook(hint: StaffHint, { platform }: StaffActor): hint is OfConversation {
  return platform !== undefined && (hint.type === 'conversation' || hint.type === 'presence');
}

async function mayOpen(
  id: string,
  { id: staffId, platform }: StaffActor,
  { conversations }: Pick<StaffStreamDeps, 'conversations'>,
): Promise<boolean> {
  const conversation = await conversations.load(id);
  return conversation !== undefined && isOfCounty({ staffId, platform }, conversation);
}

/** What of a hint its reader may know. */
function eventsOf(hint: StaffHint, actor: StaffActor, presence: Presence): StreamedEvent[] {
  switch (hint.type) {
    case 'conversation':
      return grantFor(actor, 'conversation.read') ? [{ event: 'conversation', data: { id: hint.id } }] : [];
    case 'presence':
      return grantFor(actor, 'conversation.read')
        ? [{ event: 'presence', data: { id: hint.id, present: presence.at(hint.id, actor.id) } }]
        : [];
    case 'notice':
      return noticeReaders(actor).some((reader) => isFor(hint.to, reader))
        ? [{ event: 'notice', data: {} }]
        : [];
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
