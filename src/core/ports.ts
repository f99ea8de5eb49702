import type { Attachment } from './model/attachment.js';
import type { Citizen, Join, PhoneCodeRequest, Separation } from './model/contact.js';
import type { ContinueLink } from './model/continue-link.js';
import type { Conversation, StoredInput } from './model/conversation.js';
import type {
  Delivery,
  OutboundContent,
  StoredInbound,
  StoredMessage,
  StoredOutbound,
} from './model/message.js';
import type { StaffNotice } from './model/staff-notice.js';
import type { Quarantined } from './model/quarantined.js';
import type { CardColour, Ticket, TicketState } from './model/ticket.js';
import type { Language, RequestType, Role, Urgency } from './model/codes.js';
import type { Say } from './conversation/effect.js';
import type { ConversationScope } from './inbox/scope.js';
import type { TicketScope } from './ticket/scope.js';

/** What core needs from outside. Every write that resolves is durable. */

export interface Clock {
  now(): Date;
}
export interface Ids {
  /** Unique and rising with time. */
  next(): string;
}
export interface Randomness {
  /** A whole number from 0 up to but not including `below`, unpredictable. */
  int(below: number): number;
}

export interface MessageRepository {
  /** Inserts under the unique key (channel, account, externalId); says what stood there when it is taken. */
  insertInbound(
    message: StoredInbound,
  ): Promise<{ inserted: true } | { inserted: false; existing: StoredInbound }>;
  /** Not yet taken up, oldest first. */
  newInbound(conversationId: string): Promise<StoredInbound[]>;
  /** Conversations with messages not yet taken up that were received before `before`. */
  conversationsWithNew(before: Date, limit: number): Promise<string[]>;
  /** Stores outgoing messages (ids already there are left alone) and marks the taken-up ones, in one go. */
  commitStep(out: StoredOutbound[], done: { id: string; seq: number }[]): Promise<void>;
  quarantineInbound(id: string, failure: { code: string; message: string; attempts: number }): Promise<void>;
  /** Lets a message that was set aside be worked on again; false when it was not. */
  releaseInbound(id: string): Promise<boolean>;
  find(id: string): Promise<StoredMessage | undefined>;
  history(conversationId: string, afterSeq: number, limit: number): Promise<StoredMessage[]>;
  /** The newest, oldest first; those before a place when one is given. */
  latest(conversationId: string, limit: number, beforeSeq?: number): Promise<StoredMessage[]>;

  /** How many times the bot answered in a conversation since then: the cap against mail loops. */
  countAnswers(conversationId: string, since: Date): Promise<number>;

  /** Ids of messages due to be sent, in order of time. */
  dueOutbound(now: Date, limit: number): Promise<{ id: string; conversationId: string; seq: number }[]>;
  /** The earliest message of a conversation that waits or is being sent: nothing goes out before it. */
  firstWaiting(conversationId: string): Promise<{ id: string; dueAt: Date; sending: boolean } | undefined>;
  /** Lets all that is due sooner wait until then, so that it does not stand before others in the queue. */
  postpone(conversationId: string, until: Date): Promise<void>;
  /** Lets what is held back for later, and was never tried, go now: the citizen is awake. */
  releaseHeld(conversationId: string, now: Date): Promise<void>;
  /** Lets what an account put off, because it was held, and what stands behind that, go now. */
  releaseAccount(channel: string, account: string, now: Date): Promise<void>;
  /** Leases one message for sending; undefined when another worker has it or it is no longer due. */
  claimOutbound(id: string, now: Date, leaseMs: number): Promise<StoredOutbound | undefined>;
  /** Writes a result only if the fence is still ours. */
  finishOutbound(id: string, fence: number, delivery: Partial<Delivery>): Promise<boolean>;
  /** Messages that failed and nobody has been told of. */
  owed(now: Date, limit: number): Promise<StoredOutbound[]>;
  /** Messages that failed, or whose outcome nobody knows, newest first: what a person may send again. */
  failed(limit: number): Promise<StoredOutbound[]>;
  /** A failed or unknown one is no longer to be sent, by a person’s decision; false when it is neither. */
  giveUp(id: string, givenUp: NonNullable<Delivery['givenUp']>): Promise<boolean>;
  /** What had to follow has: staff were told, or the citizen was, on another way. */
  settle(id: string, how: 'staff-told' | 'told-otherwise'): Promise<void>;
  /** Leases that ran out while sending: the outcome is unknown to us. */
  expiredSending(now: Date, limit: number): Promise<StoredOutbound[]>;
  /** After a restart of the only process: whoever was sending is dead, so its leases end now. */
  abandonSending(now: Date): Promise<void>;
  /** Moves a receipt's status forward only. */
  applyReceipt(
    match: { outboxId?: string; providerId?: string; account: string },
    status: 'delivered' | 'read' | 'failed',
    at: Date,
    error?: { code: string; message: string },
  ): Promise<StoredOutbound | undefined>;
}

export interface RawArchive {
  put(raw: {
    id: string;
    channel: string;
    account: string;
    bytes: Uint8Array;
    mime: string;
    receivedAt: Date;
  }): Promise<void>;
  get(id: string): Promise<{ bytes: Buffer; mime: string; receivedAt: Date } | undefined>;
}

export interface QuarantineRepository {
  /** Again under an id that was settled: it is open anew. */
  put(item: Omit<Quarantined, 'settled'>): Promise<void>;
  find(id: string): Promise<Quarantined | undefined>;
  /** Newest first; those settled only when asked for. */
  list(limit: number, which?: 'open' | 'all'): Promise<Quarantined[]>;
  settle(id: string, settled: NonNullable<Quarantined['settled']>): Promise<void>;
  /** It was given back and is still not understood: the reason of now. */
  keep(id: string, reason: { code: string; message: string }): Promise<void>;
}

export interface ConversationRepository {
  load(id: string): Promise<Conversation | undefined>;
  /** The one write that decides a step; false when somebody else was faster. `expected` 0 inserts. */
  save(conversation: Conversation, expected: number): Promise<boolean>;
  /** The pending effects are stored elsewhere: forget them. Only at this version. */
  clearEffects(conversation: Conversation): Promise<void>;
  /** Timers that have come and effects left behind by a crash. */
  due(now: Date, limit: number): Promise<string[]>;
  list(query: ConversationQuery): Promise<Conversation[]>;
  /** Those of these ids that are there, in the order of the ids. */
  byIds(ids: readonly string[]): Promise<Conversation[]>;
  /** How many a view has, counted up to `most` only. */
  count(query: Omit<ConversationQuery, 'after' | 'limit'>, most: number): Promise<number>;
  /** Keeps what its tickets make of it. What is so already changes nothing; a seal is never lifted. */
  follow(id: string, standing: Standing): Promise<void>;
  /** How many other conversations wait for a person since before then. */
  countWaiting(before: Date, exceptId: string): Promise<number>;
  closeFlag(id: string, flagId: string, staffId: string, at: Date): Promise<boolean>;
  /** A flag raised outside a step (a failed send); raising the same id again changes nothing. */
  raiseFlag(id: string, flag: Conversation['flags'][number]): Promise<void>;
}
export const CONVERSATION_VIEWS = [
  'all',
  /** Held by the asker. */
  'mine',
  /** Held by nobody. */
  'unassigned',
  /** Somebody should look, and nobody holds it. */
  'waiting',
  'flagged',
  'emergency',
  /** A ticket of it is due by `dueBefore`, or was. */
  'due',
  /** A message to the citizen failed, or nobody knows its outcome. */
  'failed',
] as const;
export interface ConversationQuery {
  view: (typeof CONVERSATION_VIEWS)[number];
  scope: ConversationScope;
  channel?: string;
  /** For `due`. */
  dueBefore?: Date;
  /** The place of the last conversation of the page before, by the time the view is ordered by. */
  after?: { at: Date; id: string };
  limit: number;
}
/** What its tickets make of a conversation. */
export type Standing = Pick<Conversation, 'platform' | 'dueAt'> & { sealed: boolean };

export interface InputRepository {
  /** Ids already there are left alone: false then. */
  insert(input: StoredInput): Promise<boolean>;
  find(id: string): Promise<StoredInput | undefined>;
  newInputs(conversationId: string): Promise<StoredInput[]>;
  markDone(ids: string[]): Promise<void>;
  conversationsWithNew(before: Date, limit: number): Promise<string[]>;
}

export interface TicketRepository {
  load(id: string): Promise<Ticket | undefined>;
  byNumber(number: string): Promise<Ticket | undefined>;
  /** False when the id is there already. */
  insert(ticket: Ticket): Promise<boolean>;
  save(ticket: Ticket, expected: number): Promise<boolean>;
  ofConversation(conversationId: string, limit: number): Promise<Ticket[]>;
  /** Of all of these conversations. */
  ofConversations(conversationIds: readonly string[], limit: number): Promise<Ticket[]>;
  /** Of all of these citizens, newest first. */
  ofCitizens(citizenIds: readonly string[], limit: number): Promise<Ticket[]>;
  list(query: TicketQuery): Promise<Ticket[]>;
  /** How many there are, counted up to `limit` only. */
  count(query: TicketFilter & { scope: TicketScope }, limit: number): Promise<number>;
  /** Tickets with events whose notices were not yet handed on. */
  withNotices(limit: number): Promise<string[]>;
  noticed(id: string, seq: number): Promise<void>;
  /** Tickets of which time asks something until now, those that waited longest first. */
  dueTimers(now: Date, limit: number): Promise<string[]>;
  /** Lets time ask something of a ticket by then, where it would have done so later or never. */
  hastenTimer(id: string, at: Date): Promise<void>;
  /** Lets a ticket whose duty failed wait, so that it does not stand before others. */
  postponeTimer(id: string, until: Date): Promise<void>;
  /** Tickets that still run, in order of id, after this one. */
  openAfter(id: string, limit: number): Promise<Ticket[]>;
  /** Tickets that changed at or after a moment, in the order of their last change; past `after`, a place in it. */
  changedSince(since: Date, after: { at: Date; id: string } | undefined, limit: number): Promise<Ticket[]>;
  /** Ids of the tickets that stand joined to this one now (并案). */
  followers(mainId: string): Promise<string[]>;
  /** Tickets that may be about the same matter, found by their indexes alone; never sealed ones. */
  likeThis(query: LikenessQuery): Promise<Ticket[]>;
  nextSequence(key: string): Promise<number>;
}
/** Where to look for tickets like one: each part is a way of its own, of at most `limit` tickets. */
export interface LikenessQuery {
  exceptId: string;
  citizenIds: readonly string[];
  words: { title: string; matter: string };
  category?: string;
  /** Code of the town. */
  town?: string;
  from: Date;
  to: Date;
  limit: number;
}
/** What is asked for among the tickets of a scope. All that is set holds. */
export interface TicketFilter {
  states?: readonly TicketState[];
  /** Lead unit. */
  unit?: string;
  /** A unit that assists. */
  assist?: string;
  /** A unit that assists and has yet to answer its part. */
  assistWaiting?: string;
  /** `city`, or a county platform. */
  platform?: string;
  type?: RequestType;
  /** A category and all below it. */
  category?: string;
  urgency?: Urgency;
  channel?: string;
  conversationId?: string;
  /** Of these lines, oldest first: the queue of a zone. */
  hotlines?: string[];
  /** Number, or words of title and matter. */
  text?: string;
  /** Exactly this phone number, ID number or name of the person. */
  person?: string;
  /** Those that were joined to this main ticket, also when they have ended with it. */
  joinedTo?: string;
  /** Of the clock that runs out first. */
  due?: { from?: Date; before?: Date };
  overdueAt?: Date;
  /** With a card of this colour on a clock that still runs. */
  card?: CardColour;
  /** Whether a unit waits for a decision on what it applied for. */
  pending?: boolean;
  /** 密件 alone, or everything but them; within the scope either way. */
  sealed?: boolean;
  /** With a 督办 that the unit has not acknowledged. */
  unacknowledged?: boolean;
  created?: { from?: Date; before?: Date };
}

export interface TicketQuery extends TicketFilter {
  scope: TicketScope;
  /** Newest first when absent. `dueAt` finds only those with a clock that runs. */
  sort?: TicketSort;
  /** The place of the last ticket of the page before. */
  after?: { at: Date; id: string };
  limit: number;
}
export interface TicketSort {
  by: 'createdAt' | 'dueAt';
  order: 'ascending' | 'descending';
}

/** Numbers of official papers. */
export interface DocumentNumbers {
  /** The number of a paper within its series, drawn when it is first asked for. */
  numberOf(paperId: string, series: string): Promise<number>;
}

export interface StaffNoticeRepository {
  /** An id already there is left alone. */
  insert(notice: StaffNotice): Promise<void>;
  list(query: StaffNoticeQuery): Promise<StaffNotice[]>;
  markRead(ids: readonly string[], staffId: string): Promise<void>;
}
export interface StaffNoticeQuery {
  readers: readonly StaffNoticeReader[];
  /** 密件 too. */
  sealed: boolean;
  /** Only those that this person has not read. */
  unreadBy?: string;
  since?: Date;
  /** The place of the last notice of the page before. */
  after?: { at: Date; id: string };
  limit: number;
}
/**
 * Whose notices are read: a unit's, those for its leader too or not, those for the desk of a platform or for a role
 * there, or a person's own.
 */
export type StaffNoticeReader =
  | { type: 'unit'; unit: string; leader: boolean }
  | { type: 'desk'; platform?: string }
  | { type: 'role'; role: Role; platform?: string }
  | { type: 'person'; staffId: string };

export interface CitizenRepository {
  /** Keeps who was seen, and when first and last. Repeating it changes nothing. */
  seen(citizen: Citizen): Promise<void>;
  load(id: string): Promise<Citizen | undefined>;
  /** Those with exactly this address or name, on any channel. */
  named(addressOrName: string, limit: number): Promise<Citizen[]>;
}

export interface ContactRepository {
  /** False when the id is there already, or a join of the same two stands. */
  insert(join: Join): Promise<boolean>;
  find(id: string): Promise<Join | undefined>;
  /** Joins that name one of these citizens, those taken back too. */
  joinsOf(citizenIds: readonly string[]): Promise<Join[]>;
  /** Takes a join back; false when it no longer stands. */
  separate(joinId: string, separation: Separation): Promise<boolean>;
}

export interface PhoneCodeRepository {
  /** False when the id is there already. */
  insert(request: PhoneCodeRequest): Promise<boolean>;
  find(id: string): Promise<PhoneCodeRequest | undefined>;
  /** How many were asked for after `since` and up to `until`; of those at that very moment, ids below `before`. */
  count(query: {
    phone?: string;
    citizenId?: string;
    since: Date;
    until: Date;
    before?: string;
  }): Promise<number>;
}

export interface ContinueLinkRepository {
  /** An id already there is left alone. */
  insert(link: ContinueLink): Promise<void>;
  find(hash: string): Promise<ContinueLink | undefined>;
  /** The link, when it still runs and nobody else has used it; it is used by `to` then. */
  use(id: string, to: string, now: Date): Promise<ContinueLink | undefined>;
}

export interface AttachmentRepository {
  put(attachment: Attachment, bytes: Uint8Array, at: Date): Promise<void>;
  get(id: string): Promise<{ attachment: Attachment; bytes: Buffer } | undefined>;
}

/** Internal notes of staff on a conversation or ticket: never sent to a citizen. */
export interface NoteRepository {
  add(note: {
    id: string;
    conversationId: string;
    staffId: string;
    name: string;
    text: string;
    mentions?: string[];
    at: Date;
  }): Promise<void>;
  of(
    conversationId: string,
  ): Promise<{ id: string; staffId: string; name: string; text: string; mentions: string[]; at: Date }[]>;
}

/** Makes the citizen's text of an effect. */
export interface Renderer {
  render(
    say: Pick<Say, 'parts' | 'buttons'>,
    target: {
      language: Language;
      /** True where the citizen asked for plain words. */
      plain?: boolean;
      channel: string;
      dialogue: 'chat' | 'mail' | 'public';
      buttons: number;
    },
  ): OutboundContent;
}

/** "Look now": a hint that may be lost, because sweepers find what it left. */
export interface Waker {
  conversation(id: string, afterMs?: number): void;
  outbox(): void;
}

/** What core must know of a channel to speak on it: data from its definition, never its name. */
export interface ChannelTraits {
  source: string;
  /** What people call it; absent for one that is switched off. */
  title?: { zh: string; en: string };
  /** What an address is there, when it is one that belongs to a person everywhere. */
  addresses?: 'phone' | 'email';
  dialogue: 'chat' | 'mail' | 'public';
  debounceMs: number;
  /** `fetch`: the citizen's side comes for it, so stored is sent. */
  delivery: 'push' | 'fetch';
  maxAutomatic?: { perHour: number; perDay: number };
  /** How long after the citizen's last message, and how often, the medium lets us answer; absent: always. */
  replyWindow?: { ms: number; quota?: number };
  /** Local times in which a notice nobody waits for is held back. */
  quietHours?: { from: string; to: string; timezone: string };
  maxText: number;
  textUnit: 'chars' | 'wide' | 'bytes' | 'segments';
  maxParts: number;
  buttons: number;
  images: boolean;
  files: boolean;
  /** A larger file goes as a link. */
  maxAttachmentBytes: number;
  /** `html` is shown. */
  rich: boolean;
  repeatSafe: boolean;
}
