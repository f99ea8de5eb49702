import type { City, DeadlineRules } from '../model/city.js';
import type { ConversationInput } from '../conversation/input.js';
import { HubError } from '../errors.js';
import type { Request } from '../model/request.js';
import type {
  MoveDetails,
  Ticket,
  TicketDeadline,
  TicketEvent,
  TicketMove,
  TicketView,
} from '../model/ticket.js';
import type { Clock, InputRepository, Randomness, TicketQuery, TicketRepository, Waker } from '../ports.js';
import { type Zone, zoneOf } from '../deadline/zone.js';
import { formatTicketNumber, newQueryCode } from './number.js';
import { checkDetails, LIFECYCLE, type Mover, ruleFor } from './lifecycle.js';
import { ticketView } from './view.js';

/** Works out a step's time limit; injected so that the ticket does not know calendars. */
export type DeadlineFor = (
  step: DeadlineRules['rules'][number]['step'],
  request: Request,
  startedAt: Date,
) => TicketDeadline | undefined;

export interface TicketDeps {
  tickets: TicketRepository;
  inputs: InputRepository;
  clock: Clock;
  random: Randomness;
  waker: Waker;
  city: City;
  deadlineFor: DeadlineFor;
  /** 诉求来源 code of a channel. */
  sourceOf(channel: string): string;
}

/** Opens, moves and shows tickets. Every command carries an id, and the same id is one event. */
export class Tickets {
  private readonly zone: Zone;

  constructor(private readonly deps: TicketDeps) {
    this.zone = zoneOf(deps.city.profile.timezone);
  }

  /** Makes the ticket under a given id; an id that exists already is that ticket. */
  async open(
    ticketId: string,
    commandId: string,
    request: Request,
    citizenId: string,
    mover: Mover,
  ): Promise<Ticket> {
    const known = await this.deps.tickets.load(ticketId);
    if (known) return known;
    const ticket = await this.newTicket(ticketId, commandId, request, citizenId, mover);
    if (!(await this.deps.tickets.insert(ticket))) return this.get(ticketId);
    await this.notify(ticket);
    return ticket;
  }

  /** One move of the lifecycle table. A stale copy is read again: the table decides on the latest state. */
  async move(
    idOrNumber: string,
    mover: Mover,
    commandId: string,
    move: TicketMove,
    details: MoveDetails,
  ): Promise<Ticket> {
    for (let attempt = 0; attempt < 8; attempt++) {
      const ticket = await this.get(idOrNumber);
      if (ticket.events.some((event) => event.commandId === commandId)) {
        await this.notify(ticket);
        return ticket;
      }
      const moved = this.applyMove(ticket, mover, commandId, move, details);
      if (await this.deps.tickets.save(moved, ticket.version)) {
        await this.notify(moved);
        return moved;
      }
    }
    throw new HubError('conflict', 'ticket-busy', '工单正被他人修改', '请刷新后重试');
  }

  async get(idOrNumber: string): Promise<Ticket> {
    const { tickets } = this.deps;
    const ticket = (await tickets.load(idOrNumber)) ?? (await tickets.byNumber(idOrNumber));
    if (!ticket) throw new HubError('not-found', 'ticket-not-found', '没有这件工单', '请核对工单编号');
    return ticket;
  }

  list(query: TicketQuery): Promise<Ticket[]> {
    return this.deps.tickets.list(query);
  }

  view(ticket: Ticket): TicketView {
    return ticketView(ticket, this.deps.city);
  }

  async viewsOf(conversationId: string): Promise<TicketView[]> {
    return (await this.deps.tickets.ofConversation(conversationId, 20)).map((ticket) => this.view(ticket));
  }

  /** What of these citizens' tickets may be told on another of their channels: nothing said in confidence. */
  async openViewsOfCitizens(
    citizenIds: readonly string[],
    exceptConversation: string,
  ): Promise<TicketView[]> {
    const found = await this.deps.tickets.ofCitizens(citizenIds, 20);
    return found
      .filter(({ request, conversationId }) => {
        return conversationId !== exceptConversation && request.secrecy === 'open' && !request.anonymous;
      })
      .map((ticket) => this.view(ticket));
  }

  /** The citizen's look-up. A wrong code is the same as an unknown number: numbers can be guessed. */
  async publicView(number: string, queryCode: string): Promise<TicketView | undefined> {
    const ticket = await this.deps.tickets.byNumber(number);
    if (!ticket || ticket.queryCode !== queryCode) return undefined;
    return this.view(ticket);
  }

  /** What a crash may have left undone: the notices of a ticket that are not handed on yet. */
  async handOnNotices(ticketId: string): Promise<void> {
    const ticket = await this.deps.tickets.load(ticketId);
    if (ticket) await this.notify(ticket);
  }

  /**
   * Hands events the citizen must hear of to the conversation, under ids made from ticket and event, so
   * doing it again, also from an older copy, changes nothing.
   */
  private async notify(ticket: Ticket): Promise<void> {
    const open = ticket.events.filter((event) => event.seq > ticket.noticedSeq);
    for (const event of open.filter((e) => tellsCitizen(e))) {
      const input: ConversationInput = {
        type: 'ticketEvent',
        id: `${ticket.id}.${event.seq}`,
        // The view of that moment: a notice of an earlier step must not speak of a later one.
        ticket: this.view(upTo(ticket, event.seq)),
        move: event.move,
        queryCode: ticket.queryCode,
        text: event.details.text,
      };
      await this.deps.inputs.insert({
        id: input.id,
        conversationId: ticket.conversationId,
        at: event.at,
        input,
        status: 'new',
      });
    }
    const last = ticket.events.at(-1);
    if (last && last.seq > ticket.noticedSeq) await this.deps.tickets.noticed(ticket.id, last.seq);
    if (open.length > 0) this.deps.waker.conversation(ticket.conversationId);
  }

  private async newTicket(
    id: string,
    commandId: string,
    request: Request,
    citizenId: string,
    mover: Mover,
  ): Promise<Ticket> {
    const { clock, city, random, tickets } = this.deps;
    const now = clock.now();
    const source = this.deps.sourceOf(request.source.channel);
    const day = this.zone.dayOf(now);
    const sequence = await tickets.nextSequence(`ticket:${day}:${source}`);
    const number = formatTicketNumber({ prefix: city.profile.ticketPrefix, day, source, sequence });
    const handle = this.deps.deadlineFor('handle', request, now);
    return {
      id,
      number,
      queryCode: newQueryCode(random),
      version: 1,
      state: 'accepted',
      request,
      conversationId: request.source.conversationId,
      citizenId,
      channel: request.source.channel,
      deadlines: handle ? [handle] : [],
      events: [
        {
          seq: 1,
          commandId,
          at: now,
          actor:
            mover.type === 'staff'
              ? {
                  type: 'staff',
                  id: mover.id,
                  name: mover.name,
                  role: mover.roles[0] ?? 'operator',
                  unit: mover.unit,
                }
              : mover,
          move: 'accept',
          to: 'accepted',
          details: {},
        },
      ],
      createdAt: now,
      updatedAt: now,
      noticedSeq: 0,
    };
  }

  private applyMove(
    ticket: Ticket,
    mover: Mover,
    commandId: string,
    move: TicketMove,
    details: MoveDetails,
  ): Ticket {
    const { rule, actor } = ruleFor(ticket, move, mover);
    checkDetails(rule, move, details);
    if (move === 'dispatch') this.checkUnit(details.unit);
    const now = this.deps.clock.now();
    const event: TicketEvent = {
      seq: ticket.events.length + 1,
      commandId,
      at: now,
      actor,
      move,
      from: ticket.state,
      to: rule.to,
      details,
    };
    const started = rule.starts && this.deps.deadlineFor(rule.starts, ticket.request, now);
    const ended = ticket.deadlines.map((deadline) =>
      !deadline.doneAt && rule.ends?.some((step) => step === deadline.step)
        ? { ...deadline, doneAt: now }
        : deadline,
    );
    return {
      ...ticket,
      version: ticket.version + 1,
      state: rule.to,
      unit: unitAfter(ticket, move, details),
      answer: answerAfter(ticket, move, details, now),
      rating: move === 'rate' ? details.rating : ticket.rating,
      deadlines: started ? [...ended, started] : ended,
      events: [...ticket.events, event],
      updatedAt: now,
    };
  }

  private checkUnit(unitId: string | undefined): void {
    const unit = this.deps.city.units.find((u) => u.id === unitId);
    const today = this.zone.dayOf(this.deps.clock.now());
    if (unit && (!unit.validTo || unit.validTo >= today)) return;
    throw new HubError(
      'bad-input',
      'unit-unknown',
      unit ? `${unit.name}已不再承办，职能已划转` : '没有这个承办单位',
      unit ? `请派给：${unit.successors.join('、')}` : '请从承办单位列表中选择',
      { fields: [{ path: 'unit', message: '不是有效的承办单位' }] },
    );
  }
}

/** Whether the citizen hears of an event: as the table says, and every ticket begins with its number. */
function tellsCitizen(event: TicketEvent): boolean {
  if (event.move === 'accept') return true;
  return event.from !== undefined && LIFECYCLE[event.from][event.move]?.tellCitizen === true;
}

function upTo(ticket: Ticket, seq: number): Ticket {
  const events = ticket.events.filter((event) => event.seq <= seq);
  const last = events.at(-1);
  return last ? { ...ticket, events, state: last.to } : ticket;
}

function unitAfter(ticket: Ticket, move: TicketMove, details: MoveDetails): string | undefined {
  if (move === 'dispatch') return details.unit;
  return move === 'return' ? undefined : ticket.unit;
}

/** The answer is what the citizen may read: the unit's words once reviewed, or a direct answer at closing. */
function answerAfter(ticket: Ticket, move: TicketMove, details: MoveDetails, at: Date): Ticket['answer'] {
  if (move === 'close' && details.text) return { text: details.text, unit: ticket.unit ?? 'hotline', at };
  if (move !== 'review') return ticket.answer;
  const reply = ticket.events.findLast((event) => event.move === 'reply');
  // A reviewer may correct the wording; the unit's own stays in its event.
  const text = details.text ?? reply?.details.text;
  return text ? { text, unit: ticket.unit ?? 'hotline', at } : ticket.answer;
}
