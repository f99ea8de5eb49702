import { HubError } from '../../../src/core/errors.js';
import type { Citizen } from '../../../src/core/model/contact.js';
import type { Conversation } from '../../../src/core/model/conversation.js';
import type { StoredInbound, StoredMessage } from '../../../src/core/model/message.js';
import { isOfCounty } from '../../../src/core/inbox/scope.js';
import { failure } from '../../../src/server/errors/failure.js';
import type {
  Clock,
  ConversationQuery,
  ConversationRepository,
  MessageRepository,
  TicketRepository,
} from '../../../src/core/ports.js';
import type { ConversationService, Note } from '../../../src/core/services.js';

export interface MemoryConversations extends ConversationService {
  add(conversation: Conversation, messages: StoredMessage[]): void;
  messagesOf(id: string): StoredMessage[];
  rows: Pick<ConversationRepository, 'list' | 'count' | 'byIds'>;
  messages: Pick<MessageRepository, 'history' | 'find' | 'latest'>;
  citizen(citizenId: string): Promise<Citizen | undefined>;
  raise(id: string, flag: Conversation['flags'][number]): void;
}

/** Conversations with the promises of the service: one holder at a time, one effect per command. */
export function memoryConversations(tickets: TicketRepository, clock: Clock): MemoryConversations {
  const conversations = new Map<
    string,
    { conversation: Conversation; messages: StoredMessage[]; notes: Note[] }
  >();
  const done = new Set<string>();
  const once = (commandId: string) => !done.has(commandId) && done.add(commandId) !== undefined;
  const find = (id: string) => {
    const found = conversations.get(id);
    if (!found)
      throw new HubError('not-found', 'conversation-not-found', '没有这个会话。', '请从会话列表中重新打开。');
    return found;
  };

  const outgoing = (id: string, messageId: string) => {
    const message = find(id).messages.find((one) => one.id === messageId);
    if (message?.direction === 'out') return message;
    throw new HubError('not-found', 'message-not-found', '没有这条消息。', '请刷新后重试。');
  };
  const inView = ({ view, scope, channel }: Omit<ConversationQuery, 'limit'>) =>
    [...conversations.values()]
      .map(({ conversation }) => conversation)
      .filter((c) => {
        const open = c.flags.filter((flag) => !flag.doneAt);
        const isIn = {
          all: true,
          mine: c.staffId === scope.staffId,
          unassigned: c.mode === 'bot',
          waiting: c.mode === 'bot' && open.length > 0,
          flagged: open.length > 0,
          emergency: open.some((flag) => flag.urgent),
          due: c.dueAt !== undefined,
          failed: open.some((flag) => flag.reason === 'send-failed'),
        }[view];
        return (
          isIn && (!channel || c.channel === channel) && isOfCounty(scope, c) && (scope.sealed || !c.sealed)
        );
      })
      .sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime() || (a.id < b.id ? 1 : -1));

  return {
    add: (conversation, messages) =>
      void conversations.set(conversation.id, { conversation, messages, notes: [] }),
    messagesOf: (id) => find(id).messages,
    load: async (id) => conversations.get(id)?.conversation,
    raise: (id, flag) => {
      const { flags } = find(id).conversation;
      if (!flags.some((known) => known.id === flag.id)) flags.push(flag);
    },
    citizen: async (citizenId) => {
      const known = [...conversations.values()].find((c) => c.conversation.citizenId === citizenId);
      if (!known) return undefined;
      const { channel, account, address, citizenName: name, createdAt, lastAt } = known.conversation;
      return { id: citizenId, channel, account, address, name, firstSeenAt: createdAt, lastSeenAt: lastAt };
    },

    rows: {
      list: async ({ after, limit, ...query }) =>
        inView(query)
          .filter(({ lastAt, id }) => !after || lastAt < after.at || (+lastAt === +after.at && id < after.id))
          .slice(0, limit),
      count: async (query, most) => Math.min(most, inView(query).length),
      byIds: async (ids) => ids.flatMap((id) => conversations.get(id)?.conversation ?? []),
    },
    messages: {
      history: async (id, afterSeq) => find(id).messages.filter(({ seq = 0 }) => seq > afterSeq),
      find: async (id) => [...conversations.values()].flatMap((c) => c.messages).find((m) => m.id === id),
      latest: async (id, limit, before = Infinity) =>
        find(id)
          .messages.filter(({ seq = 0 }) => seq < before)
          .slice(-limit),
    },

    get: async (id) => ({ ...find(id), tickets: await tickets.ofConversation(id, 20) }),

    take: async (id, staff, commandId, from) => {
      const found = find(id);
      const { mode, staffId } = found.conversation;
      if (mode === 'staff' && staffId !== staff.id && staffId !== from)
        throw new HubError('conflict', 'conversation-taken', '同事已接手这个会话。', '请与同事沟通。', {
          state: 'staff',
        });
      if (once(commandId)) found.conversation = { ...found.conversation, mode: 'staff', staffId: staff.id };
      return found.conversation;
    },
    assign: async (id, _staff, commandId, to) => {
      const found = find(id);
      if (once(commandId)) found.conversation = { ...found.conversation, mode: 'staff', staffId: to.id };
      return found.conversation;
    },
    checkReply: async (_id, _staff, { text, attachmentIds }) => {
      if (text === '' && attachmentIds.length === 0) throw failure('reply-empty');
    },
    release: async (id, _staff, commandId) => {
      const found = find(id);
      if (once(commandId)) found.conversation = { ...found.conversation, mode: 'bot', staffId: undefined };
      return found.conversation;
    },
    say: async (id, staff, commandId, reply) => {
      const { conversation, messages } = find(id);
      const messageId = `m.s.${id}.${staff.id}.${commandId}:0`;
      if (once(commandId)) {
        const at = clock.now();
        messages.push({
          id: messageId,
          conversationId: id,
          channel: conversation.channel,
          account: conversation.account,
          seq: messages.length + 1,
          at,
          direction: 'out',
          author: { type: 'staff', staffId: staff.id, name: staff.name },
          content: { text: reply.text, buttons: [], attachments: [] },
          to: conversation.address,
          thread: conversation.thread,
          ticketId: reply.ticketId,
          automatic: false,
          delivery: { status: 'ready', runAt: at, attempts: 0, fence: 0, updatedAt: at },
        });
      }
      return { messageId };
    },
    note: async (id, staff, commandId, said) => {
      const { notes } = find(id);
      const known = notes.find((note) => note.id === commandId);
      if (known) return known;
      const note = { id: commandId, staffId: staff.id, name: staff.name, ...said, at: clock.now() };
      notes.push(note);
      return note;
    },
    closeFlag: async (id, staff, flagId) => {
      const { conversation } = find(id);
      const flag = conversation.flags.find((f) => f.id === flagId && !f.doneAt);
      if (!flag)
        throw new HubError('not-found', 'flag-not-found', '没有这条提醒，或已经处理。', '请刷新会话。');
      Object.assign(flag, { doneAt: clock.now(), doneBy: staff.id });
    },
    failed: async () => [],
    resend: async (id, messageId) => void (outgoing(id, messageId).delivery.status = 'ready'),
    giveUp: async (id, messageId, staff, reason) => {
      const { delivery } = outgoing(id, messageId);
      delivery.givenUp = { at: clock.now(), by: staff.id, name: staff.name, reason };
    },
  };
}

export function sampleConversation(id: string, at: Date, over: Partial<Conversation> = {}): Conversation {
  return {
    id,
    channel: 'web',
    account: 'web',
    citizenId: `citizen-of-${id}`,
    address: `visitor-${id}`,
    citizenName: '张三',
    version: 1,
    state: {},
    thread: { key: id },
    lastSeq: 1,
    effects: [],
    taken: { messages: [], inputs: [] },
    timerAt: null,
    pendingAt: null,
    mode: 'bot',
    flags: [],
    lastText: '路灯坏了，我的电话 13812345678',
    lastAt: at,
    createdAt: at,
    ...over,
  };
}

export function sampleInbound(id: string, conversationId: string, at: Date, text: string): StoredInbound {
  return {
    id,
    conversationId,
    channel: 'web',
    account: 'web',
    seq: 1,
    at,
    direction: 'in',
    status: 'done',
    bodyHash: 'hash',
    rawId: 'raw-secret',
    message: {
      channel: 'web',
      account: 'web',
      externalId: id,
      kind: 'text',
      from: { id: `visitor-${conversationId}` },
      thread: { key: conversationId },
      text,
      attachments: [
        { id: `file-${id}`, name: '照片 1.jpg', mime: 'image/jpeg', size: 3, sha256: 'a'.repeat(64) },
      ],
      sentAt: at,
      receivedAt: at,
      notices: [],
    },
  };
}
