import type { StepContext } from '../core/conversation/context.js';
import type { Effect, Say } from '../core/conversation/effect.js';
import { officeHours } from '../core/conversation/hours.js';
import type { Handed } from '../core/conversation/handed.js';
import type { ConversationInput } from '../core/conversation/input.js';
import { ConversationState, initialState } from '../core/conversation/state.js';
import { step } from '../core/conversation/step.js';
import { workingCalendar, type WorkingCalendar } from '../core/deadline/calendar.js';
import type { Understand } from '../core/language/understanding.js';
import type { Attachment } from '../core/model/attachment.js';
import type { City } from '../core/model/city.js';
import { InboundMessage, type InboundMessageInput } from '../core/model/message.js';
import type { Request } from '../core/model/request.js';
import type { TicketMove, TicketState, TicketView } from '../core/model/ticket.js';

export interface PlayerOptions {
  city: City;
  understand: Understand;
  now?: Date;
  dialogue?: StepContext['dialogue'];
  /** Somebody sits at the desk. Off duty, they are back when the city's offices open. */
  staffOnDuty?: boolean;
  /** How many others wait for a person. */
  queueAhead?: number;
  ownTickets?: TicketView[];
  /** Whether numbers can be written to, or the citizen writes from one. */
  phones?: 'code' | 'here' | 'none';
}

/** The query code of every ticket in a play. */
export const CODE = '482913';

const AFTER: Partial<Record<TicketMove, TicketState>> = {
  answer: 'closed',
  refuse: 'refused',
  suspend: 'suspended',
  resume: 'signed',
  'call-back': 'called-back',
  join: 'joined',
  follow: 'closed',
  'hand-over': 'handed-over',
  dispatch: 'dispatched',
  sign: 'signed',
  review: 'reviewed',
  rework: 'signed',
  close: 'closed',
  cancel: 'cancelled',
};

/** Plays a conversation against the engine, with tickets that really move, and keeps all that happened. */
export class Player {
  now: Date;
  state: ConversationState;
  dialogue: StepContext['dialogue'];
  staffOnDuty: boolean;
  readonly tickets: TicketView[];
  readonly requests: Request[] = [];
  readonly effects: Effect[] = [];
  /** What was handed on to other conversations. */
  readonly handed: Handed[] = [];
  readonly #options: PlayerOptions;
  readonly #calendar: WorkingCalendar;
  readonly #phones: { reach?: 'code' | 'here' | 'none'; bound: string[] };
  #inputs = 0;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#calendar = workingCalendar(options.city.deadlines, options.city.holidays);
    this.now = options.now ?? new Date('2026-11-23T02:00:00Z');
    this.state = initialState(this.now);
    this.dialogue = options.dialogue ?? 'chat';
    this.staffOnDuty = options.staffOnDuty ?? true;
    this.tickets = [...(options.ownTickets ?? [])];
    this.#phones = { reach: options.phones, bound: [] };
  }

  /** A citizen's turn; returns everything that came of it, the notices of new tickets included. */
  say(text: string | string[], extra: Partial<InboundMessageInput> = {}): Effect[] {
    const id = this.#nextId();
    const bubbles = typeof text === 'string' ? [text] : text;
    const messages = bubbles.map((bubble, index) => {
      const isLast = index === bubbles.length - 1;
      const message = this.#message(`${id}-${index}`, { text: bubble, ...(isLast ? extra : {}) });
      return { id: bubbles.length === 1 ? `m_${id}` : `m_${id}-${index}`, message };
    });
    return this.input({ type: 'turn', id, messages });
  }

  #message(externalId: string, content: Partial<InboundMessageInput>): InboundMessage {
    return InboundMessage.parse({
      channel: this.dialogue === 'mail' ? 'email' : 'web',
      account: 'main',
      externalId,
      kind: 'text',
      from: { id: 'citizen' },
      thread: { key: 'thread' },
      sentAt: this.now,
      receivedAt: this.now,
      ...content,
    });
  }

  send(...attachments: Attachment[]): Effect[] {
    return this.say('', { kind: 'image', text: undefined, attachments });
  }

  /** Time passes until the conversation's own timer rings; nothing happens when none is set. */
  waitForTimer(): Effect[] {
    const { timerAt } = this.state;
    if (timerAt === undefined) return [];
    this.now = timerAt;
    return this.input({ type: 'timer', id: this.#nextId() });
  }

  staff(action: Extract<ConversationInput, { type: 'staff' }>['action']): Effect[] {
    return this.input({ type: 'staff', id: this.#nextId(), staff: { id: 's1', name: '小周' }, action });
  }

  /** A ticket moves and the citizen is told. */
  move(move: TicketMove, text?: string, ticket = this.tickets[0]): Effect[] {
    if (!ticket) throw new Error('no ticket to move');
    const moved: TicketView = {
      ...ticket,
      state: AFTER[move] ?? ticket.state,
      unitName: move === 'accept' ? undefined : '市城管局',
      answer: text ?? ticket.answer,
      timeline: [...ticket.timeline, { at: this.now, move, state: AFTER[move] ?? ticket.state }],
    };
    this.tickets.splice(this.tickets.indexOf(ticket), 1, moved);
    return this.input({
      type: 'ticketEvent',
      id: this.#nextId(),
      ticket: moved,
      move,
      queryCode: CODE,
      text,
    });
  }

  input(input: ConversationInput): Effect[] {
    const before = this.effects.length;
    const result = step(this.state, input, this.context(input));
    this.state = ConversationState.parse(result.state);
    this.effects.push(...result.effects);
    for (const effect of result.effects) this.#carryOut(effect);
    return this.effects.slice(before);
  }

  context(input: ConversationInput): StepContext {
    const { city, understand, queueAhead } = this.#options;
    const { opensAt } = officeHours(this.#calendar, this.now);
    const text =
      input.type === 'turn' ? input.messages.map(({ message }) => message.text ?? '').join('\n') : '';
    const numbers = understand(text, this.now).ticketNumbers.map(({ value }) => value);
    const named = this.tickets.filter(({ number }) => numbers.includes(number));
    return {
      now: this.now,
      city,
      understand,
      dialogue: this.dialogue,
      ownTickets: [...this.tickets],
      namedTickets: named,
      refusedNumbers: numbers.filter((number) => !named.some((ticket) => ticket.number === number)),
      staffOnDuty: this.staffOnDuty,
      opensAt,
      queue: queueAhead === undefined ? undefined : { ahead: queueAhead },
      publicBaseUrl: 'https://12345.example.cn',
      binding: this.#binding(),
    };
  }

  /** Every number can be bound here, by the same code as ever; nobody else is behind it. */
  #binding(): StepContext['binding'] {
    const { reach = 'code', bound } = this.#phones;
    const number = { state: 'free', mayAsk: true } as const;
    return { reach, bound: [...bound], number, isCode: (_id, digits) => digits === CODE };
  }

  #carryOut(effect: Effect): void {
    if (effect.type === 'bindPhone') this.#phones.bound = [effect.phone];
    if (effect.type === 'unbindPhone') this.#phones.bound = [];
    if (effect.type === 'handOn') this.handed.push(effect.handed);
    if (effect.type === 'createTicket') {
      this.requests.push(effect.request);
      const ticket = viewOf(effect.ticketId, effect.request, this.requests.length, this.now);
      this.tickets.unshift(ticket);
      this.move('accept', undefined, ticket);
    }
    if (effect.type !== 'ticketCommand') return;
    const { ticketId, command } = effect;
    const ticket = this.tickets.find(({ id }) => id === ticketId);
    if (command.move === 'cancel') this.move('cancel', undefined, ticket);
    if (command.move === 'rate' && ticket) {
      this.tickets.splice(this.tickets.indexOf(ticket), 1, { ...ticket, rating: command.rating });
    }
  }

  #nextId(): string {
    this.#inputs += 1;
    return `i${this.#inputs}`;
  }
}

export const says = (effects: Effect[]): Say[] => effects.filter((effect) => effect.type === 'say');
export const templatesOf = (effects: Effect[]): string[] =>
  says(effects).flatMap(({ parts }) => parts.map(({ template }) => template));

export function picture(id: string): Attachment {
  return { id, name: `${id}.jpg`, mime: 'image/jpeg', size: 1000, sha256: 'a'.repeat(64) };
}

function viewOf(id: string, request: Request, index: number, now: Date): TicketView {
  return {
    id,
    number: `YC2026112301${String(index).padStart(6, '0')}7`,
    title: request.title,
    type: request.type,
    state: 'accepted',
    createdAt: now,
    updatedAt: now,
    dueAt: new Date(now.getTime() + 7 * 86_400_000),
    timeline: [],
  };
}
