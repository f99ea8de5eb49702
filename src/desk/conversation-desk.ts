import type { ConversationInput } from '../core/conversation/input.js';
import { HubError } from '../core/errors.js';
import { holderOf } from '../core/inbox/holder.js';
import type { Conversation } from '../core/model/conversation.js';
import { failureFlagOf } from '../core/delivery/deliverer.js';
import type { StoredOutbound } from '../core/model/message.js';
import type { ConversationNotice, StaffNotice } from '../core/model/staff-notice.js';
import type {
  Clock,
  ConversationRepository,
  InputRepository,
  MessageRepository,
  NoteRepository,
  StaffNoticeRepository,
  TicketRepository,
  Waker,
} from '../core/ports.js';
import type { ConversationService, Note, StaffActor } from '../core/services.js';
import { filesOfTicket } from './ticket-desk.js';
import type { StaffFiles } from './staff-files.js';

export interface ConversationDeskDeps {
  conversations: ConversationRepository;
  messages: MessageRepository;
  inputs: InputRepository;
  notes: NoteRepository;
  tickets: TicketRepository;
  clock: Clock;
  waker: Waker;
  /** Works on a conversation now and resolves when nothing is left to do. */
  visit(conversationId: string): Promise<void>;
  files: Pick<StaffFiles, 'check'>;
  staffNotices: Pick<StaffNoticeRepository, 'insert'>;
  /** Somebody has a new notice. */
  onNotice(to: StaffNotice['to']): void;
}

type StaffAction = Extract<ConversationInput, { type: 'staff' }>['action'];

/** The shared inbox: what staff may do with a conversation. */
export class ConversationDesk implements ConversationService {
  constructor(private readonly deps: ConversationDeskDeps) {}

  async get(id: string): ReturnType<ConversationService['get']> {
    const conversation = await this.found(id);
    const [messages, notes, tickets] = await Promise.all([
      this.deps.messages.latest(id, 200),
      this.deps.notes.of(id),
      this.deps.tickets.ofConversation(id, 50),
    ]);
    return { conversation, messages, notes, tickets };
  }

  load(id: string): Promise<Conversation | undefined> {
    return this.deps.conversations.load(id);
  }

  async take(id: string, staff: StaffActor, commandId: string, from?: string): Promise<Conversation> {
    const holder = holderOf(await this.found(id));
    if (holder && holder.id !== staff.id && holder.id !== from) {
      const message = `这个会话已由${holder.name}接管`;
      const details = { state: 'staff', holder };
      throw new HubError(
        'conflict',
        'conversation-taken',
        message,
        '请先与接管人沟通，再决定是否接过来',
        details,
      );
    }
    const taken = await this.act(id, staff, commandId, { type: 'take' });
    if (holder && holder.id !== staff.id) await this.tell(id, commandId, holder.id, staff, 'taken-over');
    return taken;
  }

  async assign(
    id: string,
    staff: StaffActor,
    commandId: string,
    to: { id: string; name: string },
  ): Promise<Conversation> {
    const given = await this.act(id, staff, commandId, { type: 'assign', to });
    if (to.id !== staff.id) await this.tell(id, commandId, to.id, staff, 'assigned');
    return given;
  }

  async release(id: string, staff: StaffActor, commandId: string): Promise<Conversation> {
    return this.act(id, staff, commandId, { type: 'release' });
  }

  async checkReply(
    id: string,
    staff: StaffActor,
    reply: { text: string; attachmentIds: string[] },
  ): Promise<void> {
    if (reply.text.trim() === '' && reply.attachmentIds.length === 0) {
      throw new HubError('bad-input', 'reply-empty', '回复内容是空的', '请填写要发给诉求人的话', {
        fields: [{ path: 'text', message: '必填' }],
      });
    }
    if (reply.attachmentIds.length > 0) await this.checkFiles(id, staff, reply.attachmentIds);
  }

  async say(
    id: string,
    staff: Pick<StaffActor, 'id' | 'name'>,
    commandId: string,
    reply: { text: string; attachmentIds: string[]; ticketId?: string },
  ): Promise<{ messageId: string }> {
    await this.act(id, staff, commandId, { type: 'reply', ...reply });
    // The engine makes one message of one reply, under an id made from the input's.
    return { messageId: `m.${inputId(id, staff, commandId)}:0` };
  }

  async note(
    id: string,
    staff: StaffActor,
    commandId: string,
    { text, mentions }: { text: string; mentions: string[] },
  ): Promise<Note> {
    await this.found(id);
    const at = this.deps.clock.now();
    const note = {
      id: `n.${staff.id}.${commandId}`,
      staffId: staff.id,
      name: staff.name,
      text,
      mentions,
      at,
    };
    await this.deps.notes.add({ ...note, conversationId: id });
    for (const one of mentions) await this.tell(id, commandId, one, staff, 'mention');
    return note;
  }

  async closeFlag(id: string, staff: StaffActor, flagId: string): Promise<void> {
    if (await this.deps.conversations.closeFlag(id, flagId, staff.id, this.deps.clock.now())) return;
    throw new HubError('not-found', 'flag-not-found', '没有这条提醒', '请刷新后重试');
  }

  failed(limit: number): Promise<StoredOutbound[]> {
    return this.deps.messages.failed(limit);
  }

  async resend(conversationId: string, messageId: string, staff: StaffActor): Promise<void> {
    const message = await this.outgoing(conversationId, messageId);
    const { status, fence } = message.delivery;
    const { messages, conversations, clock } = this.deps;
    const now = clock.now();
    const waiting = { status: 'ready' as const, runAt: now, updatedAt: now };
    const may = status === 'failed' || status === 'unknown';
    if (!may || !(await messages.finishOutbound(messageId, fence, waiting))) throw notResendable(status);
    // Whoever sends it again has dealt with its failure; another one is told anew.
    await conversations.closeFlag(conversationId, failureFlagOf(message), staff.id, now);
    this.deps.waker.outbox();
  }

  async giveUp(
    conversationId: string,
    messageId: string,
    { id, name }: StaffActor,
    reason: string,
  ): Promise<void> {
    const message = await this.outgoing(conversationId, messageId);
    const { messages, conversations, clock } = this.deps;
    const at = clock.now();
    if (!(await messages.giveUp(messageId, { at, by: id, name, reason })))
      throw notResendable(message.delivery.status);
    // The reminder that it failed is dealt with by that.
    await conversations.closeFlag(conversationId, failureFlagOf(message), id, at);
  }

  private async outgoing(conversationId: string, messageId: string): Promise<StoredOutbound> {
    const message = await this.deps.messages.find(messageId);
    if (message?.direction === 'out' && message.conversationId === conversationId) return message;
    throw new HubError('not-found', 'message-not-found', '没有这条消息', '请刷新后重试');
  }

  private async checkFiles(id: string, staff: StaffActor, wanted: readonly string[]): Promise<void> {
    const { messages, tickets } = await this.get(id);
    const files = messages.flatMap((m) => (m.direction === 'in' ? m.message : m.content).attachments);
    const shown = [...files.map((file) => file.id), ...tickets.flatMap(filesOfTicket)];
    await this.deps.files.check(staff.id, wanted, shown);
  }

  /** A colleague hears of it; a word of the matter is not in it. */
  private async tell(
    conversationId: string,
    commandId: string,
    staffId: string,
    by: StaffActor,
    event: ConversationNotice['event'],
  ): Promise<void> {
    const { conversation, tickets } = await this.get(conversationId);
    const sealed =
      conversation.sealed === true || tickets.some(({ request }) => request.secrecy === 'sealed');
    const to = { type: 'person' as const, staffId };
    await this.deps.staffNotices.insert({
      id: `${event}.${conversationId}.${by.id}.${commandId}.${staffId}`,
      to,
      conversationId,
      event,
      by: by.name,
      secrecy: sealed ? 'sealed' : 'open',
      at: this.deps.clock.now(),
      readBy: [],
    });
    this.deps.onNotice(to);
  }

  private async act(
    id: string,
    staff: Pick<StaffActor, 'id' | 'name'>,
    commandId: string,
    action: StaffAction,
  ): Promise<Conversation> {
    await this.found(id);
    const input: ConversationInput = {
      type: 'staff',
      id: inputId(id, staff, commandId),
      staff: { id: staff.id, name: staff.name },
      action,
    };
    await this.deps.inputs.insert({
      id: input.id,
      conversationId: id,
      at: this.deps.clock.now(),
      input,
      status: 'new',
    });
    await this.deps.visit(id);
    return this.found(id);
  }

  private async found(id: string): Promise<Conversation> {
    const conversation = await this.deps.conversations.load(id);
    if (conversation) return conversation;
    throw new HubError('not-found', 'conversation-not-found', '没有这个会话', '请刷新列表后重试');
  }
}

function notResendable(state: string): HubError {
  return new HubError(
    'conflict',
    'message-not-resendable',
    '这条消息不需要重发',
    '只有发送失败或结果不明的消息可以重发或放弃',
    { state },
  );
}

/** The same command of the same person on the same conversation is one input. */
function inputId(conversationId: string, staff: Pick<StaffActor, 'id'>, commandId: string): string {
  return `s.${conversationId}.${staff.id}.${commandId}`;
}
