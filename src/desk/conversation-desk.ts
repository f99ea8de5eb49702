import type { ConversationInput } from '../core/conversation/input.js';
import { HubError } from '../core/errors.js';
import type { Conversation } from '../core/model/conversation.js';
import type { StoredOutbound } from '../core/model/message.js';
import type {
  Clock,
  ConversationRepository,
  InputRepository,
  MessageRepository,
  NoteRepository,
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
}

type StaffAction = Extract<ConversationInput, { type: 'staff' }>['action'];

/** The shared inbox: what staff may do with a conversation. */
export class ConversationDesk implements ConversationService {
  constructor(private readonly deps: ConversationDeskDeps) {}

  list(query: Parameters<ConversationService['list']>[0]): Promise<Conversation[]> {
    return this.deps.conversations.list(query);
  }

  async get(id: string): ReturnType<ConversationService['get']> {
    const conversation = await this.load(id);
    const [messages, notes, tickets] = await Promise.all([
      this.deps.messages.latest(id, 200),
      this.deps.notes.of(id),
      this.deps.tickets.ofConversation(id, 50),
    ]);
    return { conversation, messages, notes, tickets };
  }

  async take(id: string, staff: StaffActor, commandId: string): Promise<Conversation> {
    const before = await this.load(id);
    if (before.mode === 'staff' && before.staffId !== staff.id) {
      throw new HubError(
        'conflict',
        'conversation-taken',
        '这个会话已由其他话务员接管',
        '请先与接管人沟通，由其释放后再接管',
        { state: before.mode },
      );
    }
    return this.act(id, staff, commandId, { type: 'take' });
  }

  async release(id: string, staff: StaffActor, commandId: string): Promise<Conversation> {
    return this.act(id, staff, commandId, { type: 'release' });
  }

  async reply(
    id: string,
    staff: StaffActor,
    commandId: string,
    reply: { text: string; attachmentIds: string[]; ticketId?: string },
  ): Promise<{ messageId: string }> {
    if (reply.text.trim() === '' && reply.attachmentIds.length === 0) {
      throw new HubError('bad-input', 'reply-empty', '回复内容是空的', '请填写要发给诉求人的话', {
        fields: [{ path: 'text', message: '必填' }],
      });
    }
    if (reply.attachmentIds.length > 0) await this.checkFiles(id, staff, reply.attachmentIds);
    await this.act(id, staff, commandId, { type: 'reply', ...reply });
    // The engine makes one message of one reply, under an id made from the input's.
    return { messageId: `m.${inputId(id, staff, commandId)}:0` };
  }

  async note(id: string, staff: StaffActor, commandId: string, text: string): Promise<Note> {
    await this.load(id);
    const at = this.deps.clock.now();
    const note = { id: `n.${staff.id}.${commandId}`, staffId: staff.id, name: staff.name, text, at };
    await this.deps.notes.add({ ...note, conversationId: id });
    return note;
  }

  async closeFlag(id: string, staff: StaffActor, flagId: string): Promise<void> {
    if (await this.deps.conversations.closeFlag(id, flagId, staff.id, this.deps.clock.now())) return;
    throw new HubError('not-found', 'flag-not-found', '没有这条提醒', '请刷新后重试');
  }

  failed(limit: number): Promise<StoredOutbound[]> {
    return this.deps.messages.failed(limit);
  }

  async resend(conversationId: string, messageId: string, _staff: StaffActor): Promise<void> {
    const { status, fence } = (await this.outgoing(conversationId, messageId)).delivery;
    const now = this.deps.clock.now();
    const waiting = { status: 'ready' as const, runAt: now, updatedAt: now };
    const may = status === 'failed' || status === 'unknown';
    if (!may || !(await this.deps.messages.finishOutbound(messageId, fence, waiting)))
      throw notResendable(status);
    this.deps.waker.outbox();
  }

  async giveUp(
    conversationId: string,
    messageId: string,
    { id, name }: StaffActor,
    reason: string,
  ): Promise<void> {
    const { status } = (await this.outgoing(conversationId, messageId)).delivery;
    const { messages, conversations, clock } = this.deps;
    const at = clock.now();
    if (!(await messages.giveUp(messageId, { at, by: id, name, reason }))) throw notResendable(status);
    // The reminder that it failed is dealt with by that.
    await conversations.closeFlag(conversationId, `delivery.${messageId}`, id, at);
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

  private async act(
    id: string,
    staff: StaffActor,
    commandId: string,
    action: StaffAction,
  ): Promise<Conversation> {
    await this.load(id);
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
    return this.load(id);
  }

  private async load(id: string): Promise<Conversation> {
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
function inputId(conversationId: string, staff: StaffActor, commandId: string): string {
  return `s.${conversationId}.${staff.id}.${commandId}`;
}
