import type { StepContext } from '../conversation/context.js';
import type { Effect } from '../conversation/effect.js';
import { ConversationState, initialState } from '../conversation/state.js';
import { step } from '../conversation/step.js';
import { fitContent } from '../delivery/fit.js';
import { HubError } from '../errors.js';
import { citizenIdOf, conversationIdOf } from '../intake/identity.js';
import type { Conversation, PendingEffect } from '../model/conversation.js';
import type { OutboundContent, StoredInbound, StoredOutbound } from '../model/message.js';
import type { Request } from '../model/request.js';
import type { AttachmentRepository, ChannelTraits, Clock, MessageRepository, Renderer } from '../ports.js';
import type { Piece } from './conversation-worker.js';

export interface DecideDeps {
  clock: Clock;
  renderer: Renderer;
  attachments: AttachmentRepository;
  messages: MessageRepository;
  traitsOf(channel: string): ChannelTraits;
  /** Everything of a step's context that has to be read from somewhere. */
  contextFor(conversation: Conversation, piece: Piece, traits: ChannelTraits): Promise<StepContext>;
  /** An input that throws every time was set aside. */
  onPoison(poison: { messageIds: string[]; inputIds: string[]; error: unknown }): void;
}

const HOUR = 3_600_000;
const PREVIEW = 80;

/**
 * Decides one step: what the conversation becomes and what is to be done. Reads, but writes nothing, so
 * it may be thrown away and done again.
 */
export async function decide(
  before: Conversation | undefined,
  piece: Piece,
  deps: DecideDeps,
): Promise<Conversation> {
  const conversation = heard(before ?? newConversation(piece, deps.clock.now()), piece, deps.clock.now());
  if (!piece.input)
    return { ...conversation, flags: [...conversation.flags, ...flagsOf(piece, deps.clock.now())] };
  const traits = deps.traitsOf(conversation.channel);
  const context = await deps.contextFor(conversation, piece, traits);
  const state =
    conversation.state === null ? initialState(context.now) : ConversationState.parse(conversation.state);
  const result = step(state, piece.input, context);
  const mute = await tooManyAutomatic(conversation, traits, deps);
  const outcome = await sortEffects(result.effects, conversation, result.state, traits, mute, deps);
  return {
    ...conversation,
    state: result.state,
    mode: result.state.mode,
    staffId: result.state.staff?.id,
    timerAt: result.state.timerAt ?? null,
    effects: outcome.effects,
    lastSeq: outcome.lastSeq,
    flags: [...conversation.flags, ...flagsOf(piece, context.now), ...outcome.flags].slice(-100),
    pendingAt: context.now,
  };
}

type Flag = Conversation['flags'][number];

/** Takes the messages into the conversation: their place in it, and where an answer goes back to. */
function heard(conversation: Conversation, piece: Piece, now: Date): Conversation {
  const last = piece.messages.at(-1);
  const taken = piece.messages.map((m, i) => ({ id: m.id, seq: conversation.lastSeq + i + 1 }));
  const { thread } = last?.message ?? conversation;
  return {
    ...conversation,
    version: conversation.version + 1,
    lastSeq: conversation.lastSeq + taken.length,
    effects: [],
    taken: { messages: taken, inputs: piece.inputIds },
    pendingAt: now,
    thread: { key: thread.key, inReplyTo: thread.inReplyTo, subject: thread.subject },
    citizenName: last?.message.from.name ?? conversation.citizenName,
    lastText: last ? preview(last) : conversation.lastText,
    lastAt: last?.at ?? conversation.lastAt,
  };
}

function newConversation(piece: Piece, now: Date): Conversation {
  const [first] = piece.messages;
  if (!first) {
    throw new HubError(
      'bug',
      'conversation-unknown',
      'Input for a conversation that does not exist.',
      'Report it.',
    );
  }
  const { channel, account } = first;
  const address = first.message.from.id;
  return {
    id: conversationIdOf(channel, account, address),
    channel,
    account,
    citizenId: citizenIdOf(channel, account, address),
    address,
    version: 0,
    state: null,
    thread: { key: first.message.thread.key },
    lastSeq: 0,
    effects: [],
    taken: { messages: [], inputs: [] },
    timerAt: null,
    pendingAt: null,
    mode: 'bot',
    flags: [],
    lastText: '',
    lastAt: now,
    createdAt: now,
  };
}

/** Splits effects into what is carried out later, and flags, which live in the same document. */
async function sortEffects(
  effects: Effect[],
  conversation: Conversation,
  state: ConversationState,
  traits: ChannelTraits,
  mute: boolean,
  deps: DecideDeps,
): Promise<{ effects: PendingEffect[]; flags: Flag[]; lastSeq: number }> {
  const now = deps.clock.now();
  const pending: PendingEffect[] = [];
  const flags: Flag[] = [];
  let lastSeq = conversation.lastSeq;
  const send = (message: Omit<StoredOutbound, 'seq'>) =>
    pending.push({ type: 'send', message: { ...message, seq: ++lastSeq } });
  for (const effect of effects) {
    switch (effect.type) {
      case 'say': {
        if (mute) {
          flags.push(flag(effect.id, 'automatic-mail', '短时间内自动答复过多，已转人工查看', now));
          break;
        }
        const content = deps.renderer.render(effect, {
          language: state.language,
          channel: conversation.channel,
          dialogue: traits.dialogue,
          buttons: traits.buttons,
        });
        const template = effect.parts.map((part) => part.template).join('+');
        for (const [i, part] of fitContent(content, traits).entries()) {
          const id = i === 0 ? effect.id : `${effect.id}-${i + 1}`;
          send({
            ...outbound(id, conversation, part, traits, now),
            author: { type: 'bot' },
            template,
            ticketId: effect.ticketId,
            automatic: true,
          });
        }
        break;
      }
      case 'sayAsStaff': {
        const files = await Promise.all(effect.attachmentIds.map((id) => deps.attachments.get(id)));
        const attachments = files.flatMap((file) => (file ? [file.attachment] : []));
        const content = { text: effect.text, buttons: [], attachments };
        for (const [i, part] of fitContent(content, traits).entries()) {
          const id = i === 0 ? effect.id : `${effect.id}-${i + 1}`;
          const author = { type: 'staff' as const, staffId: effect.staff.id, name: effect.staff.name };
          send({
            ...outbound(id, conversation, part, traits, now),
            author,
            ticketId: effect.ticketId,
            automatic: false,
          });
        }
        break;
      }
      case 'notifyStaff':
        flags.push(flag(effect.id, effect.reason, effect.summary, now));
        break;
      case 'createTicket':
        pending.push({
          ...effect,
          request: { ...effect.request, source: sourceOf(effect.request, conversation) },
        });
        break;
      case 'ticketCommand':
        pending.push(effect);
        break;
    }
  }
  return { effects: pending, flags, lastSeq };
}

/** Where a request came from is known here; the engine knows only what was said. */
function sourceOf(request: Request, { channel, account, id }: Conversation): Request['source'] {
  return { ...request.source, channel, account, conversationId: id };
}

function outbound(
  id: string,
  conversation: Conversation,
  content: OutboundContent,
  traits: ChannelTraits,
  now: Date,
): Omit<StoredOutbound, 'seq' | 'author' | 'automatic'> {
  return {
    id: `m.${id}`,
    direction: 'out',
    conversationId: conversation.id,
    channel: conversation.channel,
    account: conversation.account,
    at: now,
    content,
    to: conversation.address,
    thread: conversation.thread,
    delivery: {
      status: traits.delivery === 'fetch' ? 'sent' : 'ready',
      runAt: now,
      attempts: 0,
      fence: 0,
      updatedAt: now,
    },
  };
}

/** The cap against two machines answering each other; staff see it, nothing is dropped in silence. */
async function tooManyAutomatic(
  conversation: Conversation,
  traits: ChannelTraits,
  deps: DecideDeps,
): Promise<boolean> {
  const cap = traits.maxAutomatic;
  if (!cap || conversation.version <= 1) return false;
  const now = deps.clock.now().getTime();
  const [hour, day] = await Promise.all([
    deps.messages.countByBot(conversation.id, new Date(now - HOUR)),
    deps.messages.countByBot(conversation.id, new Date(now - 24 * HOUR)),
  ]);
  return hour >= cap.perHour || day >= cap.perDay;
}

/** What the messages themselves tell staff, whatever the engine makes of them. */
function flagsOf(piece: Piece, now: Date): Flag[] {
  return piece.messages.flatMap((m) => {
    const flags: Flag[] = [];
    if (m.conflictOf)
      flags.push(flag(`conflict.${m.id}`, 'conflict', '同一编号收到两份不同内容，已分别保存', now));
    if (m.message.thread.unverified) {
      flags.push(
        flag(`sender.${m.id}`, 'unverified-sender', '来信引用了工单，但发件人不是该工单的当事人', now),
      );
    }
    return flags;
  });
}

function flag(id: string, reason: string, summary: string, at: Date): Flag {
  return {
    id,
    reason,
    summary: summary.slice(0, 500),
    at,
    urgent: reason === 'emergency' || reason === 'threat',
  };
}

function preview(stored: StoredInbound): string {
  const { text, attachments, location } = stored.message;
  if (text) return text.slice(0, PREVIEW);
  return location
    ? '[位置]'
    : attachments.length > 0
      ? `[附件 ${attachments.length}]`
      : `[${stored.message.kind}]`;
}
