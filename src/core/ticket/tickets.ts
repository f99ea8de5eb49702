import type { WorkingCalendar } from '../deadline/calendar.js';
import { type Zone, zoneOf } from '../deadline/zone.js';
import { HubError } from '../errors.js';
import type { City } from '../model/city.js';
import type { Request } from '../model/request.js';
import type { Actor, MoveDetails, Ticket, TicketEvent, TicketMove, TicketView } from '../model/ticket.js';
import type {
  Clock,
  InputRepository,
  Randomness,
  StaffNoticeRepository,
  TicketFilter,
  TicketQuery,
  TicketRepository,
  Waker,
} from '../ports.js';
import type { StaffHint } from '../services.js';
import { type ClockMaker, recounted, startClock } from './clocks.js';
import { decideMove } from './decide.js';
import { dutiesOf, type Duty } from './duties.js';
import { evolve, newborn } from './evolve.js';
import { checkJoin } from './join.js';
import { platformFor } from '../routing/platforms.js';
import type { Mover } from './may-move.js';
import { formatTicketNumber, newQueryCode } from './number.js';
import { type Compared, comparedOf, mostSimilar, type Said, type Similarity } from './similar.js';
import { splitIds } from './split.js';
import type { TicketScope } from './scope.js';
import { TicketOutbox } from './ticket-outbox.js';
import { ticketView } from './view.js';

export interface TicketDeps {
  tickets: TicketRepository;
  inputs: InputRepository;
  staffNotices: StaffNoticeRepository;
  clock: Clock;
  random: Randomness;
  waker: Waker;
  city: City;
  calendar: WorkingCalendar;
  /** The rules of the version a ticket was made under; today's where that version is not known. */
  rulesOf(cityVersion: string): Pick<City, 'deadlines' | 'workOrders'>;
  /** 诉求来源 code of a channel. */
  sourceOf(channel: string): string;
  /** Other platforms are told of what happened after `afterSeq`. May be done again. */
  tellPeers?(ticket: Ticket, afterSeq: number): Promise<void>;
  /** Rules look at what happened. May be done again. */
  meetRules?(ticket: Ticket, events: readonly TicketEvent[]): Promise<void>;
  /** So are subscribers; may be done again, too. */
  tellSubscribers?(ticket: Ticket, afterSeq: number): Promise<void>;
  /** The conversation of a ticket that moved has to stand as its tickets do. May be done again. */
  followTickets?(conversationId: string): Promise<void>;
  /** A ticket moved: screens may look. A hint that may be lost. */
  onMoved?(hint: Extract<StaffHint, { type: 'ticket' }>): void;
}

const DAY_MS = 86_400_000;
/** Candidates of each way to look for similar tickets: what a look costs does not grow with the store. */
const CANDIDATES = 200;

/** Opens, moves and shows tickets. Every command carries an id, and the same id is one event. */
export class Tickets {
  private readonly zone: Zone;
  private readonly outbox: TicketOutbox;

  constructor(private readonly deps: TicketDeps) {
    this.zone = zoneOf(deps.city.profile.timezone);
    this.outbox = new TicketOutbox(deps, this);
  }

  /** Makes the ticket under a given id; an id that exists already is that ticket. */
  async open(
    ticketId: string,
    commandId: string,
    request: Request,
    citizenId: string,
    mover: Mover,
    details: MoveDetails = {},
  ): Promise<Ticket> {
    const known = await this.deps.tickets.load(ticketId);
    if (known) return known;
    const { workOrders } = this.deps.rulesOf(request.cityVersion);
    const kept = protectedRequest(request, workOrders.confidentialTypes);
    const platform = details.platform ?? platformFor(this.deps.city, kept);
    const ticket = await this.newTicket(ticketId, commandId, kept, citizenId, mover, {
      ...details,
      ...(platform !== undefined && { platform }),
    });
    if (!(await this.deps.tickets.insert(ticket))) return this.get(ticketId);
    await this.outbox.handOn(ticket);
    return ticket;
  }

  /**
   * One move of the lifecycle table. A stale copy is read again: the table decides on the latest state, unless
   * the mover says which version they decided on.
   */
  async move(
    idOrNumber: string,
    mover: Mover,
    commandId: string,
    move: TicketMove,
    details: MoveDetails,
    expected?: number,
  ): Promise<Ticket> {
    for (let attempt = 0; attempt < 8; attempt++) {
      const ticket = await this.get(idOrNumber);
      if (ticket.events.some((event) => event.commandId === commandId)) {
        await this.outbox.handOn(ticket);
        return ticket;
      }
      if (expected !== undefined && ticket.version !== expected) throw changed(ticket, expected);
      const moved = await this.decided(ticket, mover, commandId, move, details);
      if (await this.deps.tickets.save(moved, ticket.version)) {
        await this.outbox.handOn(moved);
        return moved;
      }
    }
    throw new HubError('conflict', 'ticket-busy', '工单正被他人修改', '请刷新后重试');
  }

  async get(idOrNumber: string): Promise<Ticket> {
    const { tickets } = this.deps;
    const ticket = (await tickets.load(idOrNumber)) ?? (await tickets.byNumber(idOrNumber));
    if (!ticket) throw notFound();
    return ticket;
  }

  list(query: TicketQuery): Promise<Ticket[]> {
    return this.deps.tickets.list(query);
  }

  /**
   * 疑似重复 of a ticket, most alike first, among those of so many days before and after it.
   * @param people citizens that are one person with its own.
   */
  async similar(
    ticket: Compared & Pick<Ticket, 'id'>,
    { people, days, limit }: { people: readonly string[]; days: number; limit: number },
  ): Promise<(Similarity & { ticket: Ticket })[]> {
    const { request, createdAt, category } = ticket;
    const candidates = await this.deps.tickets.likeThis({
      exceptId: ticket.id,
      // The other tickets of somebody who asked not to be known are nobody’s business.
      citizenIds: request.secrecy === 'open' && !request.anonymous ? people : [],
      words: request,
      category,
      town: request.place?.town,
      from: new Date(createdAt.getTime() - days * DAY_MS),
      to: new Date(createdAt.getTime() + days * DAY_MS),
      limit: CANDIDATES,
    });
    const free = candidates.filter(({ joinedTo }) => joinedTo !== ticket.id);
    return mostSimilar(ticket, free, new Set(people), limit);
  }

  /** The same for something that is no ticket yet, among those of the last days. */
  async alike(
    said: Said,
    { days, limit }: { days: number; limit: number },
  ): Promise<(Similarity & { ticket: Ticket })[]> {
    const thought = { ...comparedOf(said, this.deps.clock.now()), id: '' };
    return this.similar(thought, { people: [], days, limit });
  }

  count(query: TicketFilter & { scope: TicketScope }, limit: number): Promise<number> {
    return this.deps.tickets.count(query, limit);
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

  /**
   * What time asks of a ticket until now, each once and in order: warnings, cards, 督办 by rule, acceptance
   * by silence, the end of a suspension, closing, archiving.
   */
  async runDuties(ticketId: string): Promise<void> {
    for (;;) {
      const ticket = await this.deps.tickets.load(ticketId);
      const duty = ticket && this.dutiesOf(ticket)[0];
      if (!duty || duty.at > this.deps.clock.now()) return;
      await this.move(ticketId, { type: 'system', rule: duty.rule }, duty.id, duty.move, duty.details);
    }
  }

  /**
   * Works out anew, under the calendar and the units as they are known today, what time asks of every ticket that
   * runs: the table of a year was published or mended, a unit has an end. The same again changes nothing twice.
   */
  async recountAll(calendarId: string): Promise<number> {
    let moved = 0;
    for (let after = ''; ;) {
      const page = await this.deps.tickets.openAfter(after, 200);
      for (const ticket of page) {
        if (recounted(ticket, this.clockMaker(ticket.request.cityVersion)).length === 0) {
          const next = this.timed(ticket).timerAt;
          if (next) await this.deps.tickets.hastenTimer(ticket.id, next);
          continue;
        }
        const reason = '放假安排有变，重算时限';
        const mover = { type: 'system', rule: 'calendar' } as const;
        // The version too: a table may be put back to what it was before.
        await this.move(ticket.id, mover, `recount:${calendarId}:${ticket.version}`, 'recount', { reason });
        moved += 1;
      }
      const last = page.at(-1);
      if (!last) return moved;
      after = last.id;
    }
  }

  /** Everything the ticket still owes to time, in order of time. */
  dutiesOf(ticket: Ticket): Duty[] {
    const { workOrders } = this.deps.rulesOf(ticket.request.cityVersion);
    const { units } = this.deps.city;
    return dutiesOf(ticket, { workOrders, units }, this.clockMaker(ticket.request.cityVersion));
  }

  /** What a crash may have left undone: the notices of a ticket that are not handed on yet. */
  async handOnNotices(ticketId: string): Promise<void> {
    const ticket = await this.deps.tickets.load(ticketId);
    if (ticket) await this.outbox.handOn(ticket);
  }

  /** The ticket as a move would leave it. Stores nothing. */
  async decided(
    ticket: Ticket,
    mover: Mover,
    commandId: string,
    move: TicketMove,
    details: MoveDetails,
  ): Promise<Ticket> {
    const said = await this.fullDetails(ticket, mover, commandId, move, details);
    const { city, clock } = this.deps;
    const { workOrders } = this.deps.rulesOf(ticket.request.cityVersion);
    const event = decideMove(ticket, move, mover, commandId, said, {
      now: clock.now(),
      city: { ...city, workOrders },
      zone: this.zone,
      clocks: this.clockMaker(ticket.request.cityVersion),
    });
    return this.timed(evolve(ticket, event));
  }

  /** What a move carries once the hub has added what only it can know of other tickets. */
  private async fullDetails(
    ticket: Ticket,
    mover: Mover,
    commandId: string,
    move: TicketMove,
    details: MoveDetails,
  ): Promise<MoveDetails> {
    switch (move) {
      case 'join':
        return this.joinDetails(ticket, mover, details);
      case 'relate':
        return { ...details, ticketIds: await this.idsOf(ticket, mover, details.ticketIds ?? []) };
      case 'split':
        return { ...details, ticketIds: splitIds(ticket.id, commandId, details.parts?.length ?? 0) };
      default:
        return details;
    }
  }

  /** Tickets that were named by id or number; one that must not be known is one that is not there. */
  private async idsOf(ticket: Ticket, mover: Mover, named: readonly string[]): Promise<string[]> {
    const sealedDesk = mover.type !== 'staff' || mover.roles.includes('sealed-desk');
    const found = await Promise.all(named.map((one) => this.get(one)));
    if (found.some(({ request }) => request.secrecy === 'sealed' && !sealedDesk)) throw notFound();
    return found.map(({ id }) => id).filter((id) => id !== ticket.id);
  }

  /** 并案 names the main ticket by id or number; the event keeps its id. */
  private async joinDetails(ticket: Ticket, mover: Mover, details: MoveDetails): Promise<MoveDetails> {
    const { tickets } = this.deps;
    const [wanted, ...more] = details.ticketIds ?? [];
    if (wanted === undefined || more.length > 0) return details;
    const main = (await tickets.load(wanted)) ?? (await tickets.byNumber(wanted));
    checkJoin(ticket, main, await tickets.followers(ticket.id), mover);
    return { ...details, ticketIds: [main.id] };
  }

  private async newTicket(
    id: string,
    commandId: string,
    request: Request,
    citizenId: string,
    mover: Mover,
    details: MoveDetails,
  ): Promise<Ticket> {
    const { clock, city, random, tickets } = this.deps;
    const now = clock.now();
    const source = this.deps.sourceOf(request.source.channel);
    const day = this.zone.dayOf(now);
    const sequence = await tickets.nextSequence(`ticket:${day}:${source}`);
    const number = formatTicketNumber({ prefix: city.profile.ticketPrefix, day, source, sequence });
    const make = this.clockMaker(request.cityVersion);
    const classed = { ...request, deadlines: [] };
    const clocks = (['dispatch', 'feedback', 'handle'] as const).flatMap(
      (step) => startClock(classed, step, now, make) ?? [],
    );
    const born = {
      id,
      number,
      queryCode: newQueryCode(random),
      request,
      conversationId: request.source.conversationId,
      citizenId,
      channel: request.source.channel,
      noticedSeq: 0,
    };
    const actor = actorOf(mover);
    const first = {
      seq: 1,
      commandId,
      at: now,
      actor,
      move: 'accept',
      to: 'accepted',
      details,
      clocks,
    } as const;
    return this.timed(newborn(born, first));
  }

  private timed(ticket: Ticket): Ticket {
    return { ...ticket, timerAt: this.dutiesOf(ticket)[0]?.at ?? null };
  }

  private clockMaker(cityVersion: string): ClockMaker {
    return { rules: this.deps.rulesOf(cityVersion).deadlines, calendar: this.deps.calendar };
  }
}

const notFound = () => new HubError('not-found', 'ticket-not-found', '没有这件工单', '请核对工单编号');

/** 举报人保护: what a city keeps confidential by its type is so, whoever wrote it down. */
function protectedRequest(request: Request, confidential: readonly Request['type'][]): Request {
  const raise = request.secrecy === 'open' && confidential.includes(request.type);
  return raise ? { ...request, secrecy: 'confidential' } : request;
}

/** Says what happened since, and who did it: an event makes a version. */
function changed({ events, version }: Ticket, since: number): HubError {
  const later = events.filter(({ seq }) => seq > since);
  const by = ({ actor }: TicketEvent) => (actor.type === 'staff' ? actor.name : actor.type);
  return new HubError('conflict', 'ticket-changed', '工单已被他人改动', '请查看改动，刷新后重试', {
    state: events.at(-1)?.to,
    changes: version > since ? later.map((e) => ({ seq: e.seq, at: e.at, move: e.move, by: by(e) })) : [],
  });
}

/** Who opened it; staff are recorded under the first of their roles. */
function actorOf(mover: Mover): Actor {
  switch (mover.type) {
    case 'citizen':
    case 'system':
      return mover;
    case 'peer':
      return { type: 'peer', peer: mover.peer };
    case 'staff': {
      const { id, name, roles, unit } = mover;
      return { type: 'staff', id, name, role: roles[0] ?? 'operator', unit };
    }
  }
}
