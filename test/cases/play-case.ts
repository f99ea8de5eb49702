import { workingCalendar } from '../../src/core/deadline/calendar.js';
import { HubError } from '../../src/core/errors.js';
import type { City } from '../../src/core/model/city.js';
import { RequestType, Role, Secrecy, Urgency } from '../../src/core/model/codes.js';
import { ClockStep, MoveDetails, type Ticket, TicketMove } from '../../src/core/model/ticket.js';
import { running } from '../../src/core/ticket/clocks.js';
import type { Mover } from '../../src/core/ticket/may-move.js';
import { Tickets } from '../../src/core/ticket/tickets.js';
import type { Stores } from '../store/open-stores.js';
import { ticket as sample } from '../store/samples.js';
import type { Row } from './read-case.js';

/** Plays the rows of a case on a store, with a clock that is what the rows say. */
export class CasePlayer {
  private now = new Date(0);
  private readonly ids = new Map<string, string>();
  private readonly heard = new Map<string, number>();
  private readonly tickets: Tickets;
  private commands = 0;

  constructor(
    private readonly name: string,
    private readonly stores: Stores,
    city: City,
  ) {
    this.tickets = new Tickets({
      tickets: stores.tickets,
      inputs: stores.inputs,
      staffNotices: stores.staffNotices,
      clock: { now: () => this.now },
      random: { int: () => 482_913 },
      waker: { conversation: () => undefined, outbox: () => undefined },
      city,
      calendar: workingCalendar(city.deadlines, city.holidays),
      rulesOf: () => city,
      sourceOf: () => '08',
    });
  }

  /** Does one row and says what came of it, in the words of its last column. */
  async play(row: Row): Promise<Record<string, string>> {
    await this.keepTimeUntil(row.when);
    const failure = await this.act(row).catch((error: unknown) => {
      if (error instanceof HubError) return error;
      throw error;
    });
    await this.keepTimeUntil(row.when);
    const ticket = await this.tickets.get(this.idOf(row.ticket));
    const told = await this.toldSince(row.ticket, ticket);
    const found: Record<string, string> = {};
    for (const name of Object.keys(row.then)) found[name] = this.lookUp(name, ticket, told, failure);
    return found;
  }

  /** As the sweeper does: everything that falls due on the way, each at the moment the hub looks. */
  private async keepTimeUntil(when: Date): Promise<void> {
    for (;;) {
      const due = (await this.stores.tickets.dueTimers(when, 1000)).filter((id) =>
        id.startsWith(`${this.name}-`),
      );
      const [first] = due;
      if (first === undefined) break;
      const { timerAt } = await this.tickets.get(first);
      if (timerAt && timerAt > this.now) this.now = timerAt;
      for (const id of due) await this.tickets.runDuties(id);
    }
    if (when > this.now) this.now = when;
  }

  private async act({ who, does, ticket, carries }: Row): Promise<void> {
    if (does === 'waits') return;
    this.commands += 1;
    const commandId = `${this.name}:${this.commands}`;
    if (does === 'complains') {
      const id = `${this.name}-${ticket}`;
      this.ids.set(ticket, id);
      await this.tickets.open(id, commandId, this.requestOf(id, carries), `citizen-${ticket}`, {
        type: 'citizen',
      });
      return;
    }
    const move = TicketMove.parse(does);
    await this.tickets.move(this.idOf(ticket), moverOf(who), commandId, move, this.detailsOf(carries));
  }

  private requestOf(id: string, carries: Record<string, string>): Ticket['request'] {
    const { request } = sample(id, carries['matter'] ?? '工地半夜施工');
    return {
      ...request,
      type: RequestType.parse(carries['type'] ?? 'help'),
      secrecy: Secrecy.parse(carries['secrecy'] ?? 'open'),
      urgency: Urgency.parse(carries['urgency'] ?? 'normal'),
      category: carries['category'],
      source: { ...request.source, conversationId: `conversation-${id}` },
    };
  }

  private detailsOf(carries: Record<string, string>): MoveDetails {
    const { callBack, ...rest } = carries;
    const said = Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [name, this.read(name, value)]),
    );
    const [reached = '', satisfied = ''] = (callBack ?? '').split(',');
    const found = { by: 'operator', reached: reached === 'reached', satisfied: satisfied === 'satisfied' };
    return MoveDetails.parse({ ...said, ...(callBack === undefined ? {} : { callBack: found }) });
  }

  private read(name: string, value: string): unknown {
    if (name === 'ticketIds') return value.split(',').map((one) => this.ids.get(one) ?? one);
    if (name === 'assists') return value.split(',');
    if (name === 'granted' || name === 'noReturn') return value === 'yes';
    if (name === 'days' || name === 'rating') return Number(value);
    return value;
  }

  private lookUp(name: string, ticket: Ticket, told: string[], failure: HubError | void): string {
    const clock = ClockStep.safeParse(name);
    if (clock.success) return local(running(ticket, clock.data)?.dueAt);
    switch (name) {
      case 'refused':
        return failure ? failure.code : 'no';
      case 'told':
        return told.join(',') || 'nothing';
      case 'cards':
        return ticket.cards.map(({ card, step }) => `${card} ${step}`).join(',') || 'none';
      case 'supervised':
        return ticket.supervision.map(({ level }) => level).join(',') || 'no';
      case 'satisfied':
        return ticket.callBack?.satisfied === true ? 'yes' : 'no';
      case 'answer':
        return ticket.answer?.text.split('\n')[0] ?? '';
      default: {
        if (failure) return failure.code;
        const value = Object.entries(ticket).find(([key]) => key === name)?.[1];
        return typeof value === 'object' ? JSON.stringify(value) : `${value}`;
      }
    }
  }

  /** Moves of this ticket that were handed to its conversation to be told, since it was last asked. */
  private async toldSince(letter: string, ticket: Ticket): Promise<string[]> {
    const inputs = await this.stores.inputs.newInputs(ticket.conversationId);
    const events = inputs.flatMap(({ input }) => (input.type === 'ticketEvent' ? [input] : []));
    const moves = events
      .map(({ id, move }) => ({ seq: Number(id.split('.').at(-1)), move }))
      .sort((a, b) => a.seq - b.seq);
    const before = this.heard.get(letter) ?? 0;
    this.heard.set(letter, ticket.events.length);
    return moves.filter(({ seq }) => seq > before).map(({ move }) => move);
  }

  private idOf(letter: string): string {
    const id = this.ids.get(letter);
    if (id === undefined) throw new Error(`Nobody has complained as ${letter} yet`);
    return id;
  }
}

function moverOf(who: string): Mover {
  if (who === 'citizen') return { type: 'citizen' };
  if (who === 'time') return { type: 'system', rule: 'case' };
  const [, role = '', unit, platform] = /^([a-z-]+)(?:@([a-z0-9-]+))?(?:!([a-z0-9-]+))?$/.exec(who) ?? [];
  return { type: 'staff', id: who, name: who, roles: [Role.parse(role)], unit, platform };
}

function local(at: Date | undefined): string {
  if (!at) return 'none';
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
