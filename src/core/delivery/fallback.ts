import { z } from 'zod';
import { ConversationState } from '../conversation/state.js';
import type { ConversationInput } from '../conversation/input.js';
import type { Contacts } from '../identity/contacts.js';
import { conversationIdOf } from '../intake/identity.js';
import type { Conversation, StoredInput } from '../model/conversation.js';
import type { StoredOutbound } from '../model/message.js';
import type { Ticket } from '../model/ticket.js';
import type {
  ChannelTraits,
  CitizenRepository,
  Clock,
  ConversationRepository,
  InputRepository,
  NoteRepository,
  TicketRepository,
  Waker,
} from '../ports.js';
import type { Tickets } from '../ticket/tickets.js';
import { fallbackOrder, type Reach } from './fallback-order.js';
import { inputIdOf } from './message-id.js';

export interface FallbackDeps {
  inputs: Pick<InputRepository, 'find' | 'insert'>;
  conversations: Pick<ConversationRepository, 'load'>;
  citizens: Pick<CitizenRepository, 'load'>;
  notes: Pick<NoteRepository, 'add'>;
  ticketRepository: Pick<TicketRepository, 'load' | 'ofConversation'>;
  tickets: Pick<Tickets, 'move'>;
  contacts: Contacts;
  traitsOf(channel: string, account?: string): ChannelTraits;
  clock: Clock;
  waker: Waker;
}

type TicketEvent = Extract<ConversationInput, { type: 'ticketEvent' }>;

/** A notice and how often it was moved on: `<ticket>.<event>` was the first, `~1` the next. */
interface Hop {
  root: string;
  count: number;
  event: TicketEvent;
}

const RULE = 'fallback';
const SEALED_LOOKED_AT = 50;

/**
 * Tells what a ticket's notice could not tell on one channel on the person's next one. The notice is handed
 * to the other conversation as an input of its own, so it is worded for that channel and can be answered
 * there. Its id is made from the notice and a count: however often this is done, one hop is one input, and
 * no conversation is asked twice, so it ends.
 */
export class Fallback {
  constructor(private readonly deps: FallbackDeps) {}

  /** False when it is no notice of a ticket, must not go elsewhere, or there is nowhere left. */
  async moveOn(message: StoredOutbound): Promise<boolean> {
    const hop = await this.hopOf(message);
    if (!hop) return false;
    const ticket = await this.deps.ticketRepository.load(hop.event.ticket.id);
    if (!ticket || !(await this.mayLeave(ticket))) return false;
    const next = (await this.find(hop, hop.count + 1)) ?? (await this.handOver(hop, ticket, message));
    if (!next) return false;
    await this.record(next, ticket, message);
    this.deps.waker.conversation(next.conversationId);
    return true;
  }

  private async hopOf({ id }: StoredOutbound): Promise<Hop | undefined> {
    const inputId = inputIdOf(id);
    const stored = inputId === undefined ? undefined : await this.deps.inputs.find(inputId);
    if (stored?.input.type !== 'ticketEvent') return undefined;
    const [, root = stored.id, count = '0'] = /^(.*)~(\d+)$/.exec(stored.id) ?? [];
    return { root, count: Number(count), event: stored.input };
  }

  /**
   * What was said under seal, in confidence or without a name stays on the channel where it was begun:
   * another one may be read by somebody else. In danger a person acts, not another machine.
   */
  private async mayLeave({ request, conversationId }: Ticket): Promise<boolean> {
    if (request.secrecy !== 'open' || request.anonymous || request.urgency === 'emergency') return false;
    const [conversation, tickets] = await Promise.all([
      this.deps.conversations.load(conversationId),
      this.deps.ticketRepository.ofConversation(conversationId, SEALED_LOOKED_AT),
    ]);
    const isFlagged = conversation?.flags.some(({ reason }) => reason === 'sealed') ?? true;
    return !isFlagged && tickets.every((ticket) => ticket.request.secrecy !== 'sealed');
  }

  private async handOver(
    hop: Hop,
    ticket: Ticket,
    message: StoredOutbound,
  ): Promise<StoredInput | undefined> {
    const [next] = await this.untried(hop, ticket);
    if (!next) return undefined;
    const id = inputOf(hop.root, hop.count + 1);
    const title = this.titleOf(message.channel);
    const input = { ...hop.event, id, instead: { ...title, language: await this.languageOf(ticket) } };
    const at = this.deps.clock.now();
    await this.deps.inputs.insert({ id, conversationId: next.conversation.id, at, input, status: 'new' });
    // Whoever was first has chosen the channel, and that is the one to tell of.
    return this.find(hop, hop.count + 1);
  }

  /** The person's conversations to which this notice has not gone yet, the best first. */
  private async untried(hop: Hop, ticket: Ticket): Promise<Reach[]> {
    const tried = new Set([ticket.conversationId]);
    for (let count = 0; count <= hop.count; count++) {
      const before = await this.find(hop, count);
      if (before) tried.add(before.conversationId);
    }
    const contact = await this.deps.contacts.of(ticket.citizenId);
    const reaches = await Promise.all(contact.citizens.map((citizenId) => this.reachOf(citizenId)));
    const open = reaches.filter((reach) => reach !== undefined && !tried.has(reach.conversation.id));
    return fallbackOrder(
      contact,
      open.flatMap((reach) => reach ?? []),
    );
  }

  private async reachOf(citizenId: string): Promise<Reach | undefined> {
    const citizen = await this.deps.citizens.load(citizenId);
    if (!citizen) return undefined;
    const id = conversationIdOf(citizen.channel, citizen.account, citizen.address);
    const conversation = await this.deps.conversations.load(id);
    return conversation && { conversation, traits: this.deps.traitsOf(citizen.channel, citizen.account) };
  }

  private find({ root }: Hop, count: number): Promise<StoredInput | undefined> {
    return this.deps.inputs.find(inputOf(root, count));
  }

  /** Says in the ticket and in the conversation where it went and why. */
  private async record(next: StoredInput, ticket: Ticket, message: StoredOutbound): Promise<void> {
    const there = await this.deps.conversations.load(next.conversationId);
    const why = message.delivery.error;
    const reason = why ? `${why.message}（${why.code}）` : '未说明原因';
    const to = there ? this.titleOf(there.channel).zh : '另一渠道';
    const text = `通知未能经${this.titleOf(message.channel).zh}送达：${reason}。已改经${to}通知。`;
    const id = `${next.id}.note`;
    await this.deps.tickets.move(ticket.id, { type: 'system', rule: RULE }, id, 'note', { text });
    const at = this.deps.clock.now();
    const note = { id, conversationId: message.conversationId, staffId: RULE, name: '系统', text, at };
    await this.deps.notes.add(note);
  }

  private titleOf(channel: string): { zh: string; en: string } {
    return this.deps.traitsOf(channel).title ?? { zh: channel, en: channel };
  }

  private async languageOf({ conversationId }: Ticket): Promise<ConversationState['language']> {
    const conversation = await this.deps.conversations.load(conversationId);
    return languageIn(conversation) ?? 'zh-CN';
  }
}

const Speaks = z.object({ language: ConversationState.shape.language });
const languageIn = (conversation: Conversation | undefined) =>
  Speaks.safeParse(conversation?.state).data?.language;

const inputOf = (root: string, count: number): string => (count === 0 ? root : `${root}~${count}`);
