import { createHash } from 'node:crypto';
import { HubError } from '../core/errors.js';
import type { Request } from '../core/model/request.js';
import type { MoveDetails, Ticket, TicketMove, TicketView } from '../core/model/ticket.js';
import type { ConversationRepository, TicketFilter, TicketQuery } from '../core/ports.js';
import type { Contacts } from '../core/identity/contacts.js';
import type { StaffActor, TicketService } from '../core/services.js';
import type { Mover } from '../core/ticket/may-move.js';
import { type Intended, rehearse } from '../core/ticket/rehearse.js';
import type { TicketScope } from '../core/ticket/scope.js';
import type { Said } from '../core/ticket/similar.js';
import type { Tickets } from '../core/ticket/tickets.js';
import type { StaffFiles } from './staff-files.js';

export interface TicketDeskDeps {
  tickets: Tickets;
  conversations: ConversationRepository;
  contacts: Pick<Contacts, 'of'>;
  /** Works on a conversation now, so that the citizen has the notice when the move is answered. */
  visit(conversationId: string): Promise<void>;
  files: Pick<StaffFiles, 'check'>;
}

/** What staff and the public page may do with tickets. */
export class TicketDesk implements TicketService {
  constructor(private readonly deps: TicketDeskDeps) {}

  list(query: TicketQuery): Promise<Ticket[]> {
    return this.deps.tickets.list(query);
  }

  count(query: TicketFilter & { scope: TicketScope }, limit: number): Promise<number> {
    return this.deps.tickets.count(query, limit);
  }

  get(idOrNumber: string): Promise<Ticket> {
    return this.deps.tickets.get(idOrNumber);
  }

  async create(
    staff: StaffActor,
    commandId: string,
    conversationId: string,
    request: Request,
  ): Promise<Ticket> {
    const conversation = await this.deps.conversations.load(conversationId);
    if (!conversation) {
      throw new HubError('not-found', 'conversation-not-found', '没有这个会话', '请刷新列表后重试');
    }
    const { channel, account, citizenId } = conversation;
    const id = `t${createHash('sha256').update(`${conversationId}:${staff.id}:${commandId}`).digest('hex').slice(0, 24)}`;
    const source = { ...request.source, channel, account, conversationId };
    const mover = { type: 'staff', ...staff } as const;
    // Written down at a county's platform, it is that county's.
    const born = { platform: staff.platform };
    const wanted = { ...request, source };
    const ticket = await this.deps.tickets.open(id, commandId, wanted, citizenId, mover, born);
    await this.deps.visit(conversationId);
    return ticket;
  }

  async move(
    idOrNumber: string,
    mover: Mover,
    commandId: string,
    move: TicketMove,
    details: MoveDetails,
    expected?: number,
  ): Promise<Ticket> {
    const { attachmentIds = [] } = details;
    if (attachmentIds.length > 0 && mover.type === 'staff') {
      const shown = filesOfTicket(await this.get(idOrNumber));
      await this.deps.files.check(mover.id, attachmentIds, shown);
    }
    const ticket = await this.deps.tickets.move(idOrNumber, mover, commandId, move, details, expected);
    await this.deps.visit(ticket.conversationId);
    return ticket;
  }

  rehearse(ticket: Ticket, moves: readonly Intended[]): Promise<(HubError | undefined)[]> {
    return rehearse(this.deps.tickets, ticket, moves);
  }

  async similar(ticket: Parameters<TicketService['similar']>[0], within: { days: number; limit: number }) {
    const { citizens } = await this.deps.contacts.of(ticket.citizenId);
    return this.deps.tickets.similar(ticket, { ...within, people: citizens });
  }

  alike(said: Said, within: { days: number; limit: number }) {
    return this.deps.tickets.alike(said, within);
  }

  publicView(number: string, queryCode: string): Promise<TicketView | undefined> {
    return this.deps.tickets.publicView(number, queryCode);
  }
}

/** Ids of every file that a ticket shows. */
export function filesOfTicket({ request, events }: Ticket): string[] {
  return [
    ...request.attachments.map(({ id }) => id),
    ...events.flatMap(({ details }) => details.attachmentIds ?? []),
  ];
}
