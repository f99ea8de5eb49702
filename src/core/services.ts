import type { StaffNotice } from './model/staff-notice.js';
import type { StaffNoticeQuery, TicketFilter, TicketQuery } from './ports.js';
import type { Citizen, Contact } from './model/contact.js';
import type { Conversation } from './model/conversation.js';
import type { StoredMessage, StoredOutbound } from './model/message.js';
import type { Role } from './model/codes.js';
import type { MoveDetails, Ticket, TicketMove, TicketView } from './model/ticket.js';
import type { HubError } from './errors.js';
import type { Intended } from './ticket/rehearse.js';
import type { Mover } from './ticket/may-move.js';
import type { Compared, Said, Similarity } from './ticket/similar.js';
import type { Bounded, TicketScope } from './ticket/scope.js';
import type { Request } from './model/request.js';

/** What the outer layers (HTTP, CLI) may do with the hub. Every failure is a `HubError`. */

export interface StaffActor {
  id: string;
  name: string;
  roles: Role[];
  unit?: string;
  /** The county platform they work at; absent for the city's, which sees all. */
  platform?: string;
}

/** Trained and named for 密件: the only people who see sealed matters. */
export const onSealedDesk = ({ roles }: Pick<StaffActor, 'roles'>): boolean => roles.includes('sealed-desk');

export interface ConversationService {
  get(
    id: string,
  ): Promise<{ conversation: Conversation; messages: StoredMessage[]; notes: Note[]; tickets: Ticket[] }>;
  /** Undefined when there is none such. */
  load(id: string): Promise<Conversation | undefined>;
  /**
   * Staff take over: the bot is silent until released. Refused with `conflict` when a colleague has it, unless
   * the taker names them.
   */
  take(id: string, staff: StaffActor, commandId: string, from?: string): Promise<Conversation>;
  /** Gives it to a colleague. */
  assign(
    id: string,
    staff: StaffActor,
    commandId: string,
    to: { id: string; name: string },
  ): Promise<Conversation>;
  release(id: string, staff: StaffActor, commandId: string): Promise<Conversation>;
  /** Refuses an empty reply, and files that nobody may send here. */
  checkReply(id: string, staff: StaffActor, reply: { text: string; attachmentIds: string[] }): Promise<void>;
  /** Says words of staff on the citizen's channel. The same commandId is one message. */
  say(
    id: string,
    staff: StaffActor,
    commandId: string,
    reply: { text: string; attachmentIds: string[]; ticketId?: string },
  ): Promise<{ messageId: string }>;
  note(
    id: string,
    staff: StaffActor,
    commandId: string,
    note: { text: string; mentions: string[] },
  ): Promise<Note>;
  closeFlag(id: string, staff: StaffActor, flagId: string): Promise<void>;
  /** Messages that failed or whose outcome nobody knows, and that nobody was told of otherwise, newest first. */
  failed(limit: number): Promise<StoredOutbound[]>;
  /** Puts a failed or unknown message back into the outbox by a person's decision. */
  resend(conversationId: string, messageId: string, staff: StaffActor): Promise<void>;
  /** Says that a failed or unknown message need not go any more, and why. */
  giveUp(conversationId: string, messageId: string, staff: StaffActor, reason: string): Promise<void>;
}
export interface Note {
  id: string;
  staffId: string;
  name: string;
  text: string;
  /** Colleagues who were told of it. */
  mentions: string[];
  at: Date;
}

/** A conversation with its tickets: what one has to see to know whether it is sealed. */
export interface Held {
  conversation: Conversation;
  tickets: Ticket[];
}

/** Who is behind a conversation. */
export interface Person extends Held {
  /** Absent until the conversation's first step is carried out. */
  citizen?: Citizen;
  contact: Contact;
  /** Conversations of everyone the contact's joins name, those separated again too. */
  others: Held[];
}

export interface PersonService {
  of(conversationId: string): Promise<Person>;
  /** Says that two conversations are of one person. The same commandId is one join. */
  join(
    conversationId: string,
    staff: StaffActor,
    commandId: string,
    other: { conversationId: string; note: string },
  ): Promise<Person>;
  /** Takes one join back: those it brought together part as they were. */
  separate(
    conversationId: string,
    staff: StaffActor,
    commandId: string,
    join: { joinId: string; note: string },
  ): Promise<Person>;
}

/** Something moved that screens of staff may show. Says where to look and nothing of the matter. */
export type StaffHint =
  | {
      type: 'ticket';
      ticket: Bounded & { id: string; version: number };
      notices: readonly StaffNotice['to'][];
    }
  | { type: 'conversation'; id: string }
  /** Who is at a conversation changed. */
  | { type: 'presence'; id: string }
  /** Somebody has a notice that is of no ticket. */
  | { type: 'notice'; to: StaffNotice['to'] };

/** 站内通知 for people of staff. */
export interface StaffNoticeService {
  list(query: StaffNoticeQuery): Promise<StaffNotice[]>;
  markRead(ids: readonly string[], staffId: string): Promise<void>;
}

export interface TicketService {
  list(query: TicketQuery): Promise<Ticket[]>;
  /** How many there are, counted up to `limit` only. */
  count(query: TicketFilter & { scope: TicketScope }, limit: number): Promise<number>;
  get(idOrNumber: string): Promise<Ticket>;
  /** A ticket made by staff from a conversation. The same commandId makes one ticket. */
  create(staff: StaffActor, commandId: string, conversationId: string, request: Request): Promise<Ticket>;
  /** One move of the lifecycle table; illegal ones are refused with the current state and what is possible. */
  move(
    idOrNumber: string,
    mover: Mover,
    commandId: string,
    move: TicketMove,
    details: MoveDetails,
    /** The version the mover decided on; another one is refused with what happened since. */
    expected?: number,
  ): Promise<Ticket>;
  /** Whether moves could be made one after another, as things stand: for each why not, or nothing. */
  rehearse(ticket: Ticket, moves: readonly Intended[]): Promise<(HubError | undefined)[]>;
  /** 疑似重复: tickets that may be about the same matter, most alike first; never sealed ones. */
  similar(
    ticket: Compared & Pick<Ticket, 'id'>,
    within: { days: number; limit: number },
  ): Promise<(Similarity & { ticket: Ticket })[]>;
  /** The same for something that is still being written down, or only thought of. */
  alike(said: Said, within: { days: number; limit: number }): Promise<(Similarity & { ticket: Ticket })[]>;
  /** What a citizen sees with number and code; undefined for a wrong code as for an unknown number. */
  publicView(number: string, queryCode: string): Promise<TicketView | undefined>;
}
