import { z } from 'zod';
import type { StepContext } from '../conversation/context.js';
import { officeHours } from '../conversation/hours.js';
import { ConversationState, Dialogue } from '../conversation/state.js';
import type { WorkingCalendar } from '../deadline/calendar.js';
import type { Understand, Understanding } from '../language/understanding.js';
import type { City } from '../model/city.js';
import type { Contacts } from '../identity/contacts.js';
import { bindingsOf, type PhoneBinding } from '../identity/phone-binding.js';
import type { Conversation } from '../model/conversation.js';
import type { TicketView } from '../model/ticket.js';
import type { ChannelTraits, Clock } from '../ports.js';
import type { Tickets } from '../ticket/tickets.js';
import type { Piece } from './conversation-worker.js';

export interface StepContextDeps {
  clock: Clock;
  city: City;
  understand: Understand;
  tickets: Tickets;
  calendar: WorkingCalendar;
  /** True when somebody who may take conversations is at work now. */
  staffOnDuty(): Promise<boolean>;
  /** How many other conversations asked for a person before then and still wait. */
  countWaiting(before: Date, exceptId: string): Promise<number>;
  publicBaseUrl: string;
  /** False when this conversation has tried too many wrong codes: numbers and codes can be guessed. */
  mayLookUp(conversationId: string): Promise<boolean>;
  wrongCode(conversationId: string): Promise<void>;
  contacts: Pick<Contacts, 'of'>;
  binding: Pick<PhoneBinding, 'look'>;
}

/** Reads what a step may look at: the citizen's tickets, and those named with their right code. */
export function createStepContext(
  deps: StepContextDeps,
): (conversation: Conversation, piece: Piece, traits: ChannelTraits) => Promise<StepContext> {
  return async (conversation, piece, traits) => {
    const now = deps.clock.now();
    const understand = remember(deps.understand);
    const said = piece.messages.map((m) => m.message.text ?? '').join('\n');
    const ownTickets = conversation.hasTickets === false ? [] : await deps.tickets.viewsOf(conversation.id);
    const heard = understand(said, now);
    const joinedTickets = await ticketsElsewhere(deps, conversation, heard);
    const named = await lookUp(deps, conversation.id, heard, [...ownTickets, ...(joinedTickets ?? [])]);
    return {
      now,
      city: deps.city,
      understand,
      dialogue: traits.dialogue,
      ownTickets,
      joinedTickets,
      ...named,
      staffOnDuty: await deps.staffOnDuty(),
      opensAt: officeHours(deps.calendar, now).opensAt,
      queue: await queueOf(deps, conversation, piece, heard),
      publicBaseUrl: deps.publicBaseUrl,
      binding: await bindingFacts(deps, conversation, heard),
    };
  };
}

/**
 * Tickets of the same person from elsewhere, for somebody who has verified a phone and asks how far things
 * are. What was said in confidence, under seal or without a name is told only where it was said.
 */
async function ticketsElsewhere(
  deps: StepContextDeps,
  { id, citizenId, state }: Conversation,
  { intents, ticketNumbers }: Understanding,
): Promise<TicketView[] | undefined> {
  const dialogue = Waits.safeParse(state).data?.dialogue;
  const chooses = dialogue?.type === 'choosing' && dialogue.purpose === 'progress';
  const asks = chooses || ticketNumbers.length > 0 || intents.some(({ value }) => value === 'progress');
  if (!asks) return undefined;
  const { citizens, joins } = await deps.contacts.of(citizenId);
  const hasPhone = citizens.some((one) => bindingsOf(one, joins).length > 0);
  if (!hasPhone) return undefined;
  return deps.tickets.openViewsOfCitizens(citizens, id);
}

/** Read only where a phone is spoken of: every other turn would pay for it. */
async function bindingFacts(
  deps: StepContextDeps,
  conversation: Conversation,
  { intents, phones }: Understanding,
): Promise<StepContext['binding']> {
  const { dialogue, code } = Binds.safeParse(conversation.state).data ?? {};
  const asks = intents.some(({ value }) => value === 'bind-phone' || value === 'unbind-phone');
  if (!asks && !code && dialogue?.type !== 'binding') return undefined;
  return deps.binding.look(conversation, (phones[0]?.value ?? code?.phone)?.e164);
}
const Binds = ConversationState.pick({ dialogue: true, code: true });

/** Counted only when a person is asked for: every turn would otherwise pay for it. */
async function queueOf(
  deps: StepContextDeps,
  { id, state }: Conversation,
  { messages }: Piece,
  { intents }: Understanding,
): Promise<StepContext['queue']> {
  const asks =
    intents.some(({ value }) => value === 'human') ||
    messages.some(({ message }) => message.event?.key === 'human');
  if (!asks) return undefined;
  const before = Waits.safeParse(state).data?.dialogue;
  const since = before?.type === 'waiting' ? before.since : deps.clock.now();
  return { ahead: await deps.countWaiting(since, id) };
}
const Waits = z.object({ dialogue: Dialogue });

async function lookUp(
  deps: StepContextDeps,
  conversationId: string,
  heard: Understanding,
  own: TicketView[],
): Promise<{ namedTickets: TicketView[]; refusedNumbers: string[] }> {
  const namedTickets: TicketView[] = [];
  const refusedNumbers: string[] = [];
  for (const { value: number } of heard.ticketNumbers.slice(0, 5)) {
    const known =
      own.find((ticket) => ticket.number === number) ?? (await tryCodes(deps, conversationId, number, heard));
    if (known) namedTickets.push(known);
    else refusedNumbers.push(number);
  }
  return { namedTickets, refusedNumbers };
}

async function tryCodes(
  deps: StepContextDeps,
  conversationId: string,
  number: string,
  heard: Understanding,
): Promise<TicketView | undefined> {
  for (const { value: code } of heard.queryCodes.slice(0, 3)) {
    if (!(await deps.mayLookUp(conversationId))) return undefined;
    const view = await deps.tickets.publicView(number, code);
    if (view) return view;
    await deps.wrongCode(conversationId);
  }
  return undefined;
}

/** The engine asks for the same text again: read once per step. */
function remember(understand: Understand): Understand {
  const known = new Map<string, Understanding>();
  return (text, now) => {
    const before = known.get(text);
    if (before) return before;
    const fresh = understand(text, now);
    known.set(text, fresh);
    return fresh;
  };
}
