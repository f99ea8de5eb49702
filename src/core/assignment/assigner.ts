import type { z } from 'zod';
import { ConversationState } from '../conversation/state.js';
import type { ConversationInput } from '../conversation/input.js';
import type { Conversation } from '../model/conversation.js';
import type { Ticket } from '../model/ticket.js';
import type { Clock, ConversationRepository, InputRepository, TicketRepository } from '../ports.js';
import { assign, type Taker, type Waiting } from './assign.js';
import type { AssignmentRecord, AssignmentRepository } from './ports.js';

/** How an installation lets the hub deal conversations out. */
export interface AssignmentPolicy {
  enabled: boolean;
  /** Open conversations of one person at once. */
  mostOpen: number;
  /** Without a word to a waiting citizen for so long it goes on to the next. */
  takeBackMinutes: number;
  /** The same where people write letters. */
  takeBackMinutesMail: number;
  /** By hotline: a zone that does it otherwise. */
  queues: Readonly<Record<string, { enabled: boolean; takeBackMinutes?: number | undefined }>>;
}

/** Somebody at work: signed in, usable, with the right to take conversations. */
export interface AtWork {
  id: string;
  name: string;
  platform?: string;
  /** When each of their sessions began that still run. */
  sessionsSince: readonly Date[];
}

export interface AssignerDeps {
  policy: AssignmentPolicy;
  assignments: AssignmentRepository;
  conversations: Pick<ConversationRepository, 'load'>;
  tickets: Pick<TicketRepository, 'ofConversation'>;
  inputs: Pick<InputRepository, 'insert'>;
  clock: Clock;
  atWork(): Promise<AtWork[]>;
  /** Whether somebody writes in it this moment. */
  isTyping(conversationId: string, staffId: string): boolean;
  dialogueOf(channel: string, account: string): 'chat' | 'mail' | 'public';
  /** Works on a conversation now and resolves when nothing is left to do. */
  visit(conversationId: string): Promise<void>;
  /** Somebody was given one, or one was taken back from them. The same record is told once. */
  tell(record: AssignmentRecord, sealed: boolean): Promise<void>;
}

const MINUTE_MS = 60_000;
/** Looked at in one pass; the rest in the next. */
const BATCH = 200;
const MOST_TICKETS = 20;
const EVERY_MS = 2_000;

/**
 * 自动分配: gives conversations that wait for a person to those who are there, and takes back what stays unanswered.
 * The engine decides each under its own one write: what a colleague took meanwhile stays theirs, so that nothing has
 * two holders, and what is not given waits where it was.
 */
export class Assigner {
  private next = new Date(0);

  constructor(private readonly deps: AssignerDeps) {}

  /** For the sweeper: whether it is time for a pass. */
  due(now: Date): string[] {
    return this.deps.policy.enabled && now >= this.next ? ['pass'] : [];
  }

  async pass(): Promise<void> {
    const { clock, assignments } = this.deps;
    const now = clock.now();
    this.next = new Date(now.getTime() + EVERY_MS);
    await this.takeBack(await this.takers(), now);
    // Read again: from whom something was taken back is not there, and others have more now.
    const takers = await this.takers();
    if (takers.length === 0) return;
    const found = await assignments.waiting(now, BATCH);
    const waiting = (await Promise.all(found.map((id) => this.load(id)))).flatMap((one) => one ?? []);
    const free = waiting.filter(({ conversation, sealed }) => conversation.mode === 'bot' && !sealed);
    const asked = free.filter(({ hotline }) => this.isOn(hotline)).map((one) => one.waiting);
    for (const { conversationId, staffId } of assign(asked, takers, now)) {
      const taker = takers.find(({ id }) => id === staffId);
      const before = free.find(({ conversation }) => conversation.id === conversationId);
      if (!taker || !before) continue;
      // By hand they may have taken others since the pass began.
      if ((await assignments.openOf(staffId)) >= taker.most) continue;
      await this.give(before.conversation, taker, { type: 'give' }, taker);
    }
  }

  /** What stays without a word goes on to the next, or waits again; its holder is away until they say otherwise. */
  private async takeBack(takers: readonly Named[], now: Date): Promise<void> {
    const { assignments, policy } = this.deps;
    const shortest = Math.min(
      policy.takeBackMinutes,
      policy.takeBackMinutesMail,
      ...Object.values(policy.queues).flatMap(({ takeBackMinutes }) => takeBackMinutes ?? []),
    );
    for (const id of await assignments.silent(minutesBefore(now, shortest), BATCH)) {
      const found = await this.load(id);
      const holder = found?.state.staff;
      const since = found?.state.held?.unansweredSince;
      if (!found || !holder || !since) continue;
      if (since > minutesBefore(now, this.patience(found)) || this.deps.isTyping(id, holder.id)) continue;
      const others = found.sealed || !this.isOn(found.hotline) ? [] : await this.withRoom(takers, holder.id);
      const [next] = assign([{ ...found.waiting, notTo: holder.id }], others, now);
      const to = others.find((one) => one.id === next?.staffId);
      await this.give(
        found.conversation,
        { id: holder.id, name: holder.name },
        { type: 'take-back', since, ...(to && { to: { id: to.id, name: to.name } }) },
        to,
      );
    }
  }

  /**
   * One input of the conversation, under an id made of what was seen; then whatever came of it is written down and
   * told. Done again after a crash it is the same input and the same record.
   */
  private async give(
    before: Conversation,
    staff: { id: string; name: string },
    action: Extract<Action, { type: 'give' | 'take-back' }>,
    to: Named | undefined,
  ): Promise<void> {
    const { inputs, conversations, clock } = this.deps;
    const id = `${action.type}.${before.id}.${before.version}.${staff.id}`;
    const at = clock.now();
    const input: ConversationInput = { type: 'staff', id, staff, action };
    await inputs.insert({ id, conversationId: before.id, at, input, status: 'new' });
    await this.deps.visit(before.id);
    const after = await conversations.load(before.id);
    const holder = after?.mode === 'staff' ? after.staffId : undefined;
    if (action.type === 'take-back' && holder !== staff.id) {
      await this.written(before, id, staff.id, 'taken-back', at);
      await this.sendAway(staff.id, at);
    }
    if (to === undefined || holder !== to.id) return;
    await this.written(before, id, to.id, 'given', at);
    const profile = await this.deps.assignments.profile(to.id);
    if (profile) await this.deps.assignments.saveProfile({ ...profile, lastGivenAt: at });
  }

  private async written(
    { id: conversationId, flags }: Conversation,
    commandId: string,
    staffId: string,
    event: AssignmentRecord['event'],
    at: Date,
  ): Promise<void> {
    const record = { id: `${commandId}.${event}`, conversationId, staffId, event, at };
    await this.deps.assignments.record(record);
    await this.deps.tell(record, flags.some(isSeal));
  }

  /** Nobody there must not be given the next one too. */
  private async sendAway(staffId: string, at: Date): Promise<void> {
    const profile = await this.deps.assignments.profile(staffId);
    if (profile) await this.deps.assignments.saveProfile({ ...profile, state: 'away', since: at });
  }

  /** Who may be given something now: at work, and there by their own word in a session that still runs. */
  private async takers(): Promise<Named[]> {
    const { assignments, policy } = this.deps;
    const profiles = await assignments.available();
    if (profiles.length === 0) return [];
    const atWork = new Map((await this.deps.atWork()).map((one) => [one.id, one]));
    const present = profiles.flatMap(({ since, ...profile }) => {
      const person = atWork.get(profile.id);
      const said = person?.sessionsSince.some((began) => began <= since);
      return person && said ? [{ ...profile, name: person.name, platform: person.platform }] : [];
    });
    return Promise.all(
      present.map(async (one) => ({
        ...one,
        open: await assignments.openOf(one.id),
        most: Math.min(one.most ?? policy.mostOpen, policy.mostOpen),
      })),
    );
  }

  private async withRoom(takers: readonly Named[], exceptId: string): Promise<Named[]> {
    const others = takers.filter(({ id }) => id !== exceptId);
    return Promise.all(
      others.map(async (one) => ({ ...one, open: await this.deps.assignments.openOf(one.id) })),
    );
  }

  private async load(id: string): Promise<Seen | undefined> {
    const conversation = await this.deps.conversations.load(id);
    const parsed = Known.safeParse(conversation?.state);
    if (!conversation || !parsed.success) return undefined;
    const tickets = await this.deps.tickets.ofConversation(id, MOST_TICKETS);
    return seen(conversation, parsed.data, tickets);
  }

  private isOn(hotline: string | undefined): boolean {
    return hotline === undefined || this.deps.policy.queues[hotline]?.enabled !== false;
  }

  private patience({ conversation, hotline }: Seen): number {
    const { policy } = this.deps;
    const ofQueue = hotline === undefined ? undefined : policy.queues[hotline]?.takeBackMinutes;
    if (ofQueue !== undefined) return ofQueue;
    return this.deps.dialogueOf(conversation.channel, conversation.account) === 'mail'
      ? policy.takeBackMinutesMail
      : policy.takeBackMinutes;
  }
}

type Named = Taker & { name: string };
type Action = Extract<ConversationInput, { type: 'staff' }>['action'];
const Known = ConversationState.pick({ language: true, staff: true, held: true, draft: true });

interface Seen {
  conversation: Conversation;
  state: z.infer<typeof Known>;
  hotline: string | undefined;
  sealed: boolean;
  waiting: Waiting;
}

function seen(conversation: Conversation, state: z.infer<typeof Known>, tickets: readonly Ticket[]): Seen {
  const { flags } = conversation;
  const call = flags.find(({ reason, doneAt }) => reason === 'hand-over' && !doneAt);
  const hotline = state.draft.hotline?.value;
  const [platform, ...others] = new Set(tickets.map((ticket) => ticket.platform));
  return {
    conversation,
    state,
    hotline,
    sealed: flags.some(isSeal) || tickets.some(({ request }) => request.secrecy === 'sealed'),
    waiting: {
      id: conversation.id,
      since: call?.at ?? conversation.lastAt,
      urgent: flags.some(({ urgent, doneAt }) => urgent && !doneAt),
      language: state.language,
      hotline,
      category: state.draft.category?.value,
      // A county’s only when all of it is.
      platform: others.length === 0 ? platform : undefined,
    },
  };
}

const isSeal = ({ reason }: Conversation['flags'][number]): boolean => reason === 'sealed';
const minutesBefore = (now: Date, minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);
