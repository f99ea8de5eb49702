import { zoneOf } from '../../../src/core/deadline/zone.js';
import type {
  CannedAnswerRepository,
  DeskPlaceRepository,
  LaterReplyRepository,
} from '../../../src/core/inbox/ports.js';
import type { CannedAnswer } from '../../../src/core/model/canned-answer.js';
import { type DeskPlace, placeIdOf } from '../../../src/core/model/desk-place.js';
import type { LaterReply } from '../../../src/core/model/later-reply.js';
import type { Clock, TicketRepository } from '../../../src/core/ports.js';
import { InboxDesk } from '../../../src/desk/inbox/inbox-desk.js';
import { Presence } from '../../../src/desk/inbox/presence.js';
import { ReplyDesk } from '../../../src/desk/inbox/reply-desk.js';
import type { Inbox } from '../../../src/server/deps.js';
import type { StaffRepository } from '../../../src/server/ports.js';
import type { MemoryConversations } from './memory-conversations.js';

/** The shared inbox's own desks over maps. */
export function memoryInbox(deps: {
  conversations: MemoryConversations;
  tickets: TicketRepository;
  staff: StaffRepository;
  clock: Clock;
}): Inbox {
  const { conversations, tickets, staff, clock } = deps;
  const places = memoryPlaces();
  return {
    lists: new InboxDesk({
      conversations: conversations.rows,
      citizens: { named: async () => [] },
      tickets,
      places,
      zone: zoneOf('Asia/Shanghai'),
      clock,
    }),
    replies: new ReplyDesk({
      desk: conversations,
      conversations: {
        load: (id) => conversations.load(id),
        raiseFlag: async (id, flag) => conversations.raise(id, flag),
      },
      messages: conversations.messages,
      later: memoryLater(),
      clock,
      visit: async () => undefined,
      onNews: () => undefined,
    }),
    places,
    presence: new Presence(() => undefined),
    answers: memoryAnswers(),
    colleagues: staff,
    messages: conversations.messages,
  };
}

function memoryPlaces(): DeskPlaceRepository {
  const places = new Map<string, DeskPlace>();
  const change = (conversationId: string, staffId: string, over: Partial<DeskPlace>) => {
    const id = placeIdOf(conversationId, staffId);
    const before = places.get(id) ?? { id, conversationId, staffId, seenSeq: 0, at: new Date(0) };
    places.set(id, { ...before, ...over });
  };
  return {
    find: async (conversationId, staffId) => places.get(placeIdOf(conversationId, staffId)),
    ofStaff: async (staffId, ids) => ids.flatMap((id) => places.get(placeIdOf(id, staffId)) ?? []),
    seen: async (conversationId, staffId, seq, at) => {
      const before = places.get(placeIdOf(conversationId, staffId))?.seenSeq ?? 0;
      change(conversationId, staffId, { seenSeq: Math.max(before, seq), at });
    },
    keepDraft: async (conversationId, staffId, draft, at) => change(conversationId, staffId, { draft, at }),
  };
}

function memoryLater(): LaterReplyRepository {
  const replies = new Map<string, LaterReply>();
  return {
    insert: async (reply) => {
      if (!replies.has(reply.id)) replies.set(reply.id, reply);
    },
    find: async (id) => replies.get(id),
    openIn: async (id) =>
      [...replies.values()].filter(
        ({ conversationId, state }) => conversationId === id && !['sent', 'withdrawn'].includes(state),
      ),
    due: async (now) =>
      [...replies.values()]
        .filter(({ sendAt, state }) => sendAt <= now && (state === 'waiting' || state === 'sending'))
        .map(({ id }) => id),
    change: async (id, from, to) => {
      const reply = replies.get(id);
      if (!reply || !from.includes(reply.state)) return false;
      replies.set(id, { ...reply, ...to });
      return true;
    },
  };
}

function memoryAnswers(): CannedAnswerRepository {
  const answers = new Map<string, CannedAnswer>();
  return {
    of: async (owners) =>
      [...answers.values()].filter(({ owner }) =>
        owners.some((one) => JSON.stringify(one) === JSON.stringify(owner)),
      ),
    find: async (id) => answers.get(id),
    insert: async (answer) => !answers.has(answer.id) && answers.set(answer.id, answer) !== undefined,
    replace: async (answer) =>
      answers.get(answer.id)?.version === answer.version - 1 && answers.set(answer.id, answer) !== undefined,
    remove: async (id) => answers.delete(id),
  };
}
