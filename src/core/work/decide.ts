import type { StepContext } from '../conversation/context.js';
import { ConversationState, initialState } from '../conversation/state.js';
import { step } from '../conversation/step.js';
import { alarmOf } from '../emergency/alarm-of.js';
import { HubError } from '../errors.js';
import { newConversation } from '../identity/open-conversation.js';
import type { Conversation, PendingEffect } from '../model/conversation.js';
import type { StoredInbound } from '../model/message.js';
import type { ChannelTraits, Clock, MessageRepository } from '../ports.js';
import type { Piece } from './conversation-worker.js';
import { type Flag, newFlag } from './flag.js';
import { pendingOf, type PendingDeps } from './pending.js';

export interface DecideDeps extends PendingDeps {
  clock: Clock;
  messages: Pick<MessageRepository, 'countAnswers'>;
  traitsOf(channel: string, account: string): ChannelTraits;
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
  const known = before ?? firstConversation(piece, deps.clock.now());
  const seen = sighting(known, piece);
  const conversation = heard(known, piece, deps.clock.now());
  if (!piece.input)
    return {
      ...conversation,
      effects: seen,
      flags: [...conversation.flags, ...flagsOf(piece, deps.clock.now())],
    };
  const traits = deps.traitsOf(conversation.channel, conversation.account);
  const context = await deps.contextFor(conversation, piece, traits);
  const state =
    conversation.state === null ? initialState(context.now) : ConversationState.parse(conversation.state);
  const result = step(state, piece.input, context);
  const answersTurn = piece.input.type === 'turn';
  const mute = answersTurn && (await tooManyAnswers(conversation, traits, deps));
  const { language, plain } = result.state;
  const occasion = { conversation, traits, language, plain, now: context.now, answersTurn, mute };
  const pending = await pendingOf(result.effects, occasion, deps);
  const alarm = alarmOf(state, piece.input, result, mute);
  return {
    ...conversation,
    state: result.state,
    hasTickets: conversation.hasTickets !== false || bringsTicket(piece, pending.effects),
    mode: result.state.mode,
    staffId: result.state.staff?.id,
    timerAt: result.state.timerAt ?? null,
    // The duty desk hears of a danger before anything else is done.
    effects: [...(alarm ? [alarm] : []), ...seen, ...pending.effects],
    lastSeq: pending.lastSeq,
    flags: [
      ...answered(conversation.flags, piece, context.now),
      ...flagsOf(piece, context.now),
      ...pending.flags,
    ].slice(-100),
    pendingAt: context.now,
  };
}

/** A ticket is made of the conversation by its own step, or by staff, whose notice comes as an input. */
function bringsTicket(piece: Piece, effects: PendingEffect[]): boolean {
  return piece.input?.type === 'ticketEvent' || effects.some(({ type }) => type === 'createTicket');
}

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
    heardSeq: taken.at(-1)?.seq ?? conversation.heardSeq,
  };
}

/**
 * That the citizen was seen, when that is news: at first, under a new name, or in another hour than
 * before. An answered turn would otherwise pay one more write each time.
 */
function sighting(before: Conversation, piece: Piece): PendingEffect[] {
  const last = piece.messages.at(-1);
  if (!last) return [];
  const { name } = last.message.from;
  const isNews =
    before.version === 0 ||
    (name !== undefined && name !== before.citizenName) ||
    hourOf(last.at) !== hourOf(before.lastAt);
  return isNews ? [{ type: 'seen', name, at: last.at }] : [];
}

function hourOf(at: Date): number {
  return Math.floor(at.getTime() / HOUR);
}

function firstConversation(piece: Piece, now: Date): Conversation {
  const [first] = piece.messages;
  if (!first) {
    throw new HubError(
      'bug',
      'conversation-unknown',
      'Input for a conversation that does not exist.',
      'Report it.',
    );
  }
  const { channel, account, message } = first;
  return newConversation({ channel, account, address: message.from.id }, now, message.thread.key);
}

/**
 * The cap against two machines answering each other. Notices of a ticket never count and are never held
 * back: they follow people's work, not messages. Staff see a muted answer, nothing is dropped in silence.
 */
async function tooManyAnswers(
  conversation: Conversation,
  traits: ChannelTraits,
  deps: DecideDeps,
): Promise<boolean> {
  const cap = traits.maxAutomatic;
  if (!cap || conversation.version <= 1) return false;
  const now = deps.clock.now().getTime();
  const [hour, day] = await Promise.all([
    deps.messages.countAnswers(conversation.id, new Date(now - HOUR)),
    deps.messages.countAnswers(conversation.id, new Date(now - 24 * HOUR)),
  ]);
  return hour >= cap.perHour || day >= cap.perDay;
}

/** Who takes a conversation, or is given it, answers the call for a person: nobody else need look for it. */
function answered(flags: Flag[], { input }: Piece, now: Date): Flag[] {
  if (input?.type !== 'staff') return flags;
  const { type } = input.action;
  if (type !== 'take' && type !== 'assign' && type !== 'give') return flags;
  const doneBy = input.staff.id;
  return flags.map((flag) =>
    flag.reason === 'hand-over' && !flag.doneAt ? { ...flag, doneAt: now, doneBy } : flag,
  );
}

/** What the messages themselves tell staff, whatever the engine makes of them. */
function flagsOf(piece: Piece, now: Date): Flag[] {
  return piece.messages.flatMap((m) => {
    const flags: Flag[] = [];
    if (m.conflictOf)
      flags.push(newFlag(`conflict.${m.id}`, 'conflict', '同一编号收到两份不同内容，已分别保存', now));
    if (m.message.thread.unverified) {
      flags.push(
        newFlag(`sender.${m.id}`, 'unverified-sender', '来信引用了工单，但发件人不是该工单的当事人', now),
      );
    }
    return flags;
  });
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
