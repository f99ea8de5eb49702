import { createHash } from 'node:crypto';
import { HubError } from '../../core/errors.js';
import { holderOf } from '../../core/inbox/holder.js';
import { movedSince } from '../../core/inbox/moved-since.js';
import type { LaterReplyRepository } from '../../core/inbox/ports.js';
import type { LaterReply } from '../../core/model/later-reply.js';
import type { Clock, ConversationRepository, MessageRepository } from '../../core/ports.js';
import type { ConversationService, StaffActor } from '../../core/services.js';
import { KeyedMutex } from '../../core/work/keyed-mutex.js';

export interface ReplyDeskDeps {
  desk: Pick<ConversationService, 'checkReply' | 'say'>;
  conversations: Pick<ConversationRepository, 'load' | 'raiseFlag'>;
  messages: Pick<MessageRepository, 'history' | 'find'>;
  later: LaterReplyRepository;
  clock: Clock;
  /** Takes up what the citizen has written until now. */
  visit(conversationId: string): Promise<void>;
  /** Something of the conversation changed that screens show. */
  onNews(conversationId: string): void;
}

export interface WantedReply {
  text: string;
  attachmentIds: string[];
  ticketId?: string;
  /** Place of the last message the writer saw; absent: nothing is compared. */
  seenSeq?: number;
  /** Send although something has changed since. */
  force?: boolean;
  sendAt?: Date;
  undoSeconds?: number;
  /** Another conversation of the same person, on which it is said instead. */
  via?: string;
}

export interface Accepted {
  messageId: string;
  /** When it is not said at once. */
  later?: LaterReply;
}

const LOOKED_AT = 100;

/**
 * Replies of staff: said at once, after a moment in which they can be taken back, or at a chosen time. Each is
 * one message however often it is asked for, and none is said over what its writer has not seen.
 */
export class ReplyDesk {
  /** Two who answer at the same moment are one after the other, so that the second sees the first. */
  private readonly turns = new KeyedMutex();

  constructor(private readonly deps: ReplyDeskDeps) {}

  async reply(id: string, staff: StaffActor, commandId: string, wanted: WantedReply): Promise<Accepted> {
    const target = wanted.via ?? id;
    const { text, attachmentIds, ticketId } = wanted;
    await this.deps.desk.checkReply(target, staff, { text, attachmentIds });
    return this.turns.run(id, async () => {
      const known = await this.known(target, staff, commandId);
      if (known) return known;
      if (wanted.seenSeq !== undefined && wanted.force !== true)
        await this.compare(id, staff, wanted.seenSeq);
      const sendAt = this.sendAt(wanted);
      if (!sendAt) return this.deps.desk.say(target, staff, commandId, { text, attachmentIds, ticketId });
      const now = this.deps.clock.now();
      const later: LaterReply = {
        id: laterIdOf(target, staff, commandId),
        conversationId: target,
        staff: { id: staff.id, name: staff.name },
        commandId,
        text,
        attachmentIds,
        ticketId,
        kind: wanted.sendAt ? 'later' : 'undo',
        sendAt,
        heardSeq: (await this.deps.conversations.load(target))?.heardSeq ?? 0,
        state: 'waiting',
        createdAt: now,
      };
      await this.deps.later.insert(later);
      this.deps.onNews(target);
      return { messageId: messageIdOf(later), later };
    });
  }

  openIn(conversationId: string): Promise<LaterReply[]> {
    return this.deps.later.openIn(conversationId);
  }

  /** Takes a reply back, and says what it was, so that it can be written on. */
  async withdraw(conversationId: string, replyId: string): Promise<LaterReply> {
    const reply = await this.find(conversationId, replyId);
    const from = ['waiting', 'held', 'withdrawn'] as const;
    if (!(await this.deps.later.change(replyId, from, { state: 'withdrawn' }, this.deps.clock.now())))
      throw new HubError('conflict', 'reply-gone', '这条回复已经发出', '如有必要，请再发一条更正', {
        state: 'sent',
      });
    this.deps.onNews(conversationId);
    return reply;
  }

  /** Lets a reply go now that was held, or whose time has not come: somebody has read what came in between. */
  async release(conversationId: string, replyId: string): Promise<void> {
    await this.find(conversationId, replyId);
    const now = this.deps.clock.now();
    const heardSeq = (await this.deps.conversations.load(conversationId))?.heardSeq ?? 0;
    await this.deps.later.change(
      replyId,
      ['waiting', 'held'],
      { state: 'waiting', sendAt: now, heardSeq },
      now,
    );
    await this.send(replyId);
  }

  due(now: Date, limit: number): Promise<string[]> {
    return this.deps.later.due(now, limit);
  }

  /**
   * Says one whose time has come. The state is written before it is said and after: a crash in between says it
   * again under the same id, which is the same message.
   */
  async send(replyId: string): Promise<void> {
    const { later, conversations, clock } = this.deps;
    const reply = await later.find(replyId);
    if (!reply) return;
    if (reply.state === 'waiting' && reply.kind === 'later') {
      await this.deps.visit(reply.conversationId);
      const why = whyHeld(await conversations.load(reply.conversationId), reply);
      if (why !== undefined) return this.hold(reply, why);
    }
    if (!(await later.change(replyId, ['waiting', 'sending'], { state: 'sending' }, clock.now()))) return;
    const { conversationId, staff, commandId, text, attachmentIds, ticketId } = reply;
    await this.deps.desk.say(conversationId, { ...staff, roles: [] }, commandId, {
      text,
      attachmentIds,
      ticketId,
    });
    await later.change(replyId, ['sending'], { state: 'sent' }, clock.now());
    this.deps.onNews(conversationId);
  }

  private async hold(reply: LaterReply, why: string): Promise<void> {
    const at = this.deps.clock.now();
    const id = `held.${reply.id}.${at.getTime()}`;
    await this.deps.conversations.raiseFlag(reply.conversationId, {
      id,
      reason: 'reply-held',
      summary: `${reply.staff.name}的定时回复没有发出：${why}`,
      at,
      urgent: false,
    });
    await this.deps.later.change(reply.id, ['waiting'], { state: 'held' }, at);
    this.deps.onNews(reply.conversationId);
  }

  /** The same command again: what came of it the first time. */
  private async known(id: string, staff: StaffActor, commandId: string): Promise<Accepted | undefined> {
    const later = await this.deps.later.find(laterIdOf(id, staff, commandId));
    if (later) return { messageId: messageIdOf(later), later };
    const messageId = messageIdOf({ conversationId: id, staff, commandId });
    return (await this.deps.messages.find(messageId)) && { messageId };
  }

  private async compare(id: string, staff: StaffActor, seq: number): Promise<void> {
    const [conversation, messages, later] = await Promise.all([
      this.deps.conversations.load(id),
      this.deps.messages.history(id, seq, LOOKED_AT),
      this.deps.later.openIn(id),
    ]);
    const changes = movedSince({ seq, staffId: staff.id }, messages, later);
    const holder = conversation && holderOf(conversation);
    const taken = holder && holder.id !== staff.id ? holder : undefined;
    if (changes.length === 0 && !taken) return;
    const last = changes.at(-1);
    const who = last
      ? last.move === 'message'
        ? '诉求人又来信'
        : `${last.by}已回复`
      : `${taken?.name ?? ''}已接管`;
    throw new HubError(
      'conflict',
      'conversation-moved',
      `您写回复期间${who}`,
      '请看过新内容，再决定是否仍要发送',
      {
        changes,
        holder: taken,
      },
    );
  }

  private sendAt({ sendAt, undoSeconds = 0 }: WantedReply): Date | undefined {
    if (sendAt) return sendAt;
    return undoSeconds > 0 ? new Date(this.deps.clock.now().getTime() + undoSeconds * 1000) : undefined;
  }

  private async find(conversationId: string, replyId: string): Promise<LaterReply> {
    const reply = await this.deps.later.find(replyId);
    if (reply?.conversationId === conversationId) return reply;
    throw new HubError('not-found', 'reply-not-found', '没有这条待发送的回复', '请刷新会话');
  }
}

/** Why a reply of a chosen time is not said by itself: a person has to look first. */
function whyHeld(
  conversation: Awaited<ReturnType<ConversationRepository['load']>>,
  { heardSeq, staff }: LaterReply,
): string | undefined {
  if (!conversation) return '会话已不存在';
  if ((conversation.heardSeq ?? 0) > heardSeq) return '诉求人在此期间又来信';
  const holder = holderOf(conversation);
  return holder && holder.id !== staff.id ? `会话已由${holder.name}接管` : undefined;
}

function laterIdOf(conversationId: string, { id }: { id: string }, commandId: string): string {
  const hash = createHash('sha256').update(`${conversationId}:${id}:${commandId}`);
  return `r${hash.digest('hex').slice(0, 32)}`;
}

/** The id its message will have; see `ConversationDesk`. */
function messageIdOf(
  reply: { conversationId: string; staff: { id: string }; commandId: string } | LaterReply,
): string {
  return `m.s.${reply.conversationId}.${reply.staff.id}.${reply.commandId}:0`;
}
