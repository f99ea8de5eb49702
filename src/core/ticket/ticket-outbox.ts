import type { ConversationInput } from '../conversation/input.js';
import { HubError } from '../errors.js';
import { PEER_CHANNEL } from '../exchange/lines.js';
import type { StaffNotice } from '../model/staff-notice.js';
import type { Ticket, TicketEvent } from '../model/ticket.js';
import { afterMain, endOfMain } from './join.js';
import { LIFECYCLE } from './lifecycle.js';
import { splitsOf } from './split.js';
import { staffNotices } from './staff-notices.js';
import type { TicketDeps, Tickets } from './tickets.js';

/** So many followers of a main ticket are moved side by side: their writes share a disk sync. */
const FOLLOWERS_AT_ONCE = 20;

/**
 * What follows from a ticket's events outside of it: notices to the citizen and to staff, changes for peers, and what
 * one ticket does to others (followers, parts, the other side of a relation). The ticket keeps how far it has come,
 * so that a crash in between is repaired by doing it again.
 */
export class TicketOutbox {
  constructor(
    private readonly deps: TicketDeps,
    private readonly tickets: Pick<Tickets, 'open' | 'move' | 'view'>,
  ) {}

  /**
   * Hands events the citizen must hear of to the conversation, under ids made from ticket and event, so
   * doing it again, also from an older copy, changes nothing.
   */
  async handOn(ticket: Ticket): Promise<void> {
    const open = ticket.events.filter((event) => event.seq > ticket.noticedSeq);
    if (open.length > 0) {
      await this.deps.tellPeers?.(ticket, ticket.noticedSeq);
      await this.deps.tellSubscribers?.(ticket, ticket.noticedSeq);
    }
    const told: StaffNotice['to'][] = [];
    for (const event of open) {
      for (const one of staffNotices(ticket, event)) {
        await this.deps.staffNotices.insert(one);
        told.push(one.to);
      }
      await this.tellFollowers(ticket, event);
      await this.settleJoin(ticket, event);
      await this.openParts(ticket, event);
      await this.relateBack(ticket, event);
      // Behind a peer's order is no conversation of ours: that platform tells its citizen.
      if (!tellsCitizen(event) || ticket.channel === PEER_CHANNEL) continue;
      const input: ConversationInput = {
        type: 'ticketEvent',
        id: `${ticket.id}.${event.seq}`,
        // The view of that moment: a notice of an earlier step must not speak of a later one.
        ticket: this.tickets.view(upTo(ticket, event.seq)),
        move: event.move,
        queryCode: ticket.queryCode,
        ...this.wordsFor(ticket, event),
      };
      await this.deps.inputs.insert({
        id: input.id,
        conversationId: ticket.conversationId,
        at: event.at,
        input,
        status: 'new',
      });
    }
    if (open.length > 0) await this.deps.meetRules?.(ticket, open);
    if (open.length > 0 && ticket.channel !== PEER_CHANNEL)
      await this.deps.followTickets?.(ticket.conversationId);
    const last = ticket.events.at(-1);
    if (last && last.seq > ticket.noticedSeq) await this.deps.tickets.noticed(ticket.id, last.seq);
    if (open.length === 0) return;
    if (ticket.channel !== PEER_CHANNEL) this.deps.waker.conversation(ticket.conversationId);
    this.deps.onMoved?.({ type: 'ticket', ticket, notices: told });
  }

  /** What the citizen is told beside the view: the words of the move, or why and where else to go. */
  private wordsFor(
    { request }: Ticket,
    { move, details }: TicketEvent,
  ): { text?: string; reason?: string; way?: { zh: string; en: string } } {
    const { workOrders } = this.deps.rulesOf(request.cityVersion);
    switch (move) {
      case 'refuse': {
        const refusal = workOrders.refusals[details.refusal ?? ''];
        return { reason: details.basis, way: refusal && { zh: refusal.way, en: refusal.wayEn } };
      }
      case 'hand-over':
        return { text: details.to };
      case 'suspend': {
        const cause = workOrders.suspension.causes.find(({ id }) => id === details.cause);
        return { reason: cause?.name };
      }
      case 'resume':
        return { reason: details.reason };
      default:
        return { text: details.text };
    }
  }

  /** 关联 is said on both sides; what the hub says in answer is not answered again. */
  private async relateBack({ id }: Ticket, { move, actor, seq, details }: TicketEvent): Promise<void> {
    if (move !== 'relate' || actor.type === 'system') return;
    for (const other of details.ticketIds ?? []) {
      const mover = { type: 'system', rule: 'relate' } as const;
      await unlessIllegal(
        this.tickets.move(other, mover, `relate:${id}:${seq}`, 'relate', { ticketIds: [id] }),
      );
    }
  }

  private async openParts(ticket: Ticket, event: TicketEvent): Promise<void> {
    for (const part of splitsOf(ticket, event, this.deps.city.profile.version)) {
      await this.tickets.open(
        part.id,
        part.commandId,
        part.request,
        ticket.citizenId,
        part.mover,
        part.details,
      );
    }
  }

  /**
   * What ends the main ticket ends those joined to it, and each of their citizens hears the answer; a main
   * ticket that goes another way lets them go. Done again after a crash it finds those that are left.
   */
  private async tellFollowers(main: Ticket, event: TicketEvent): Promise<void> {
    if (!afterMain(main, event)) return;
    const left = await this.deps.tickets.followers(main.id);
    while (left.length > 0) {
      const some = left.splice(0, FOLLOWERS_AT_ONCE);
      await Promise.all(some.map((id) => this.moveFollower(id, main, event)));
    }
  }

  /** The main ticket may have ended between the look at it and the joining: then its end is told now. */
  private async settleJoin({ id }: Ticket, { move, details }: TicketEvent): Promise<void> {
    const mainId = details.ticketIds?.[0];
    if (move !== 'join' || mainId === undefined) return;
    const main = await this.deps.tickets.load(mainId);
    const end = main && endOfMain(main);
    if (end) await this.moveFollower(id, main, end);
  }

  private async moveFollower(id: string, main: Ticket, event: TicketEvent): Promise<void> {
    const next = afterMain(main, event);
    const follower = await this.deps.tickets.load(id);
    if (!next || follower?.state !== 'joined' || follower.joinedTo !== main.id) return;
    const mover = { type: 'system', rule: next.move } as const;
    // Taken out again, or withdrawn, in the meantime: then it has a life of its own.
    await unlessIllegal(this.tickets.move(id, mover, next.commandId, next.move, next.details));
  }
}

/** Another ticket may have moved on meanwhile; what is illegal there by now is left undone. */
async function unlessIllegal(moving: Promise<unknown>): Promise<void> {
  try {
    await moving;
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'ticket-illegal-move') throw error;
  }
}

/** Whether the citizen hears of an event: as the table says, and every ticket begins with its number. */
function tellsCitizen({ move, from, details }: TicketEvent): boolean {
  if (move === 'accept') return true;
  if (move === 'decide') return details.application === 'extension' && details.granted === true;
  return from !== undefined && LIFECYCLE[from][move]?.tells.includes('citizen') === true;
}

function upTo(ticket: Ticket, seq: number): Ticket {
  const events = ticket.events.filter((event) => event.seq <= seq);
  const last = events.at(-1);
  return last ? { ...ticket, events, state: last.to } : ticket;
}
