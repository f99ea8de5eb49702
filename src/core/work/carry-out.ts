import { HubError } from '../errors.js';
import type { TicketCommand } from '../conversation/effect.js';
import { quietUntil } from '../delivery/quiet-hours.js';
import type { Alarm } from '../model/alert.js';
import type { Citizen } from '../model/contact.js';
import type { Conversation } from '../model/conversation.js';
import type { StoredInbound, StoredMessage, StoredOutbound } from '../model/message.js';
import type {
  ChannelTraits,
  CitizenRepository,
  Clock,
  ConversationRepository,
  MessageRepository,
  Waker,
} from '../ports.js';
import type { ContinueLinks } from '../identity/continue-links.js';
import type { PhoneBinding } from '../identity/phone-binding.js';
import type { Tickets } from '../ticket/tickets.js';

export interface CarryOutDeps {
  messages: MessageRepository;
  conversations: ConversationRepository;
  citizens: CitizenRepository;
  tickets: Tickets;
  binding: Pick<PhoneBinding, 'sendCode' | 'bind' | 'unbind'>;
  continueLinks: Pick<ContinueLinks, 'issue' | 'handOn'>;
  /** The duty desk. */
  alarms: { raise(conversation: Conversation, alarm: Alarm): Promise<void> };
  waker: Waker;
  clock: Clock;
  traitsOf(channel: string, account: string): ChannelTraits;
  /** Something new stands in the history of a conversation: readers that wait are told, with all of it if it is known. */
  onNews(conversationId: string, stored?: StoredMessage[]): void;
}

/**
 * Carries out what a step decided: messages into the outbox, commands to tickets. Every part has an id
 * made from the step, so that doing all of it again after a crash changes nothing.
 * @param heard the messages the step took up, when it was decided just now.
 */
export async function carryOut(
  conversation: Conversation,
  deps: CarryOutDeps,
  heard: StoredInbound[] = [],
): Promise<void> {
  const out: StoredOutbound[] = [];
  const seen: Citizen[] = [];
  for (const effect of conversation.effects) {
    switch (effect.type) {
      case 'send':
        out.push(effect.message);
        break;
      case 'createTicket':
        await deps.tickets.open(effect.ticketId, effect.id, effect.request, conversation.citizenId, {
          type: 'citizen',
        });
        break;
      case 'ticketCommand':
        await command(conversation, effect, deps);
        break;
      case 'sendPhoneCode':
        await deps.binding.sendCode(conversation, effect);
        break;
      case 'bindPhone':
        await deps.binding.bind(conversation, effect);
        break;
      case 'unbindPhone':
        await deps.binding.unbind(conversation, effect.id);
        break;
      case 'issueLink':
        await deps.continueLinks.issue(conversation, effect);
        break;
      case 'handOn':
        await deps.continueLinks.handOn(effect);
        break;
      case 'alarm':
        await deps.alarms.raise(conversation, effect);
        break;
      case 'seen':
        seen.push(citizenOf(conversation, effect));
        break;
    }
  }
  if (out.length > 0 || conversation.taken.messages.length > 0) {
    // Only a message shows a citizen. Both writes go at once, so that an answer waits for one disk sync.
    await Promise.all([
      deps.messages.commitStep(out, conversation.taken.messages),
      ...seen.map((citizen) => deps.citizens.seen(citizen)),
    ]);
    deps.onNews(conversation.id, newsOf(conversation, out, heard));
  }
  if (out.some((message) => message.delivery.status === 'ready')) {
    await letGo(conversation, out, deps);
    deps.waker.outbox();
  }
}

/** What a step has added to the history, in its order; undefined when a part of it is only in the store. */
function newsOf(
  { taken }: Conversation,
  out: StoredOutbound[],
  heard: StoredInbound[],
): StoredMessage[] | undefined {
  const places = new Map(taken.messages.map(({ id, seq }) => [id, seq]));
  const placed = heard.map((message) => ({ ...message, seq: places.get(message.id) }));
  return placed.length === taken.messages.length ? [...placed, ...out] : undefined;
}

/**
 * What goes out now goes behind a notice that quiet hours hold back, and would wait with it until morning:
 * somebody is awake, so the notice goes too, and the order stays.
 */
async function letGo(
  { id, channel, account }: Conversation,
  out: StoredOutbound[],
  deps: CarryOutDeps,
): Promise<void> {
  const now = deps.clock.now();
  const isQuiet = quietUntil(now, deps.traitsOf(channel, account).quietHours) !== undefined;
  if (isQuiet && out.some(({ delivery }) => delivery.runAt <= now)) await deps.messages.releaseHeld(id, now);
}

function citizenOf(
  { citizenId: id, channel, account, address }: Conversation,
  { name, at }: { name?: string; at: Date },
): Citizen {
  return { id, channel, account, address, name, firstSeenAt: at, lastSeenAt: at };
}

/**
 * A ticket may have moved on since the engine looked. The citizen's wish is then not lost but shown to
 * staff: they decide, and nobody is told something untrue.
 */
async function command(conversation: Conversation, effect: TicketCommand, deps: CarryOutDeps): Promise<void> {
  const { move, ...details } = effect.command;
  try {
    await deps.tickets.move(effect.ticketId, { type: 'citizen' }, effect.id, move, details);
  } catch (error) {
    if (!(error instanceof HubError) || error.fault === 'unreachable') throw error;
    await deps.conversations.raiseFlag(conversation.id, {
      id: effect.id,
      reason: 'conflict',
      summary: `诉求人要求${move}，但${error.message}`,
      at: deps.clock.now(),
      urgent: false,
    });
  }
}
