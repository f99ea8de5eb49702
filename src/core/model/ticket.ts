import { z } from 'zod';
import { RefusalReason, RequestType, Role, Urgency } from './codes.js';
import { Request } from './request.js';
import {
  ApplicationKind,
  CardColour,
  ClockStep,
  Result,
  SupervisionLevel,
  TicketMove,
  TicketState,
} from './ticket-codes.js';
import { TimeLimit } from './time-limit.js';

export * from './ticket-codes.js';

/** Which 自动规则 made an event, and how it came to that. */
export const EventRuleMark = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  /** Rules that led to it, oldest first. */
  chain: z.array(z.string()),
});
/** Who acted. `system` is a rule of the hub (a timer, an import); `peer` another platform, by exchange. */
export const Actor = z.discriminatedUnion('type', [
  z.object({ type: z.literal('citizen') }),
  z.object({
    type: z.literal('staff'),
    id: z.string(),
    name: z.string(),
    role: Role,
    unit: z.string().optional(),
  }),
  z.object({ type: z.literal('system'), rule: z.string(), eventRule: EventRuleMark.optional() }),
  z.object({ type: z.literal('peer'), peer: z.string() }),
]);
export type EventRuleMark = z.infer<typeof EventRuleMark>;
export type Actor = z.infer<typeof Actor>;

/** What was found when the citizen was asked how it went (回访). The unit never writes it. */
export const CallBack = z.object({
  by: z.enum(['bot', 'operator']),
  /** False after as many attempts as the city asks for. */
  reached: z.boolean(),
  /** 办理真实: did what the unit says happen? */
  truthful: z.boolean().optional(),
  /** Did the unit get in touch? */
  contacted: z.boolean().optional(),
  solved: Result.optional(),
  satisfied: z.boolean().optional(),
  reason: z.string().max(2000).optional(),
});
export type CallBack = z.infer<typeof CallBack>;

const Text = z.string().max(20_000);
const Short = z.string().max(2000);

/** One matter of several that were told in one message (拆分): becomes a ticket of its own. */
export const TicketPart = z.object({
  title: Request.shape.title,
  matter: Request.shape.matter,
  type: RequestType.optional(),
  category: z.string().optional(),
});
export type TicketPart = z.infer<typeof TicketPart>;

/** What a move carries. Required elements are checked by the lifecycle table, not here. */
export const MoveDetails = z.object({
  /** 主办单位. */
  unit: z.string().optional(),
  /** 协办单位. */
  assists: z.array(z.string()).max(10).optional(),
  reason: Short.optional(),
  /** 依据: law, standard or duty list. */
  basis: Short.optional(),
  text: Text.optional(),
  /** 核实的事实, for a reply. */
  facts: Text.optional(),
  /** 经办人和电话 of the unit, told to the citizen. */
  contact: z.string().max(200).optional(),
  result: Result.optional(),
  rating: z.number().int().min(1).max(5).optional(),
  attachmentIds: z.array(z.string()).optional(),
  refusal: RefusalReason.optional(),
  /** Cause of a suspension, an id of the city’s list. */
  cause: z.string().optional(),
  until: z.date().optional(),
  application: ApplicationKind.optional(),
  applicationId: z.string().optional(),
  /** Working days asked for (延期). */
  days: z.number().int().positive().optional(),
  granted: z.boolean().optional(),
  level: SupervisionLevel.optional(),
  card: CardColour.optional(),
  /** The clock a card or a warning is about, and the moment it was really due. */
  step: ClockStep.optional(),
  /** Id of that clock. */
  clock: z.string().optional(),
  dueAt: z.date().optional(),
  callBack: CallBack.optional(),
  /** Hotline a matter is handed over to (110, 12388 …), and what they gave for it. */
  to: z.string().optional(),
  receipt: Short.optional(),
  ticketIds: z.array(z.string()).max(500).optional(),
  /** Of a split: what the tickets named in `ticketIds` are about, in the same order. */
  parts: z.array(TicketPart).max(20).optional(),
  /** Platform that holds the ticket from now on: a county unit, or `city`. */
  platform: z.string().optional(),
  type: RequestType.optional(),
  category: z.string().optional(),
  urgency: Urgency.optional(),
  /** 指定承办，不得退单. */
  noReturn: z.boolean().optional(),
  /** Seal of an archived ticket: digest of its history. */
  sha256: z.string().optional(),
});
export type MoveDetails = z.infer<typeof MoveDetails>;

/** A running or finished time limit, with its explanation as it was worked out. */
export const TicketDeadline = z.object({
  /** `handle-1`, `handle-2` after a rework. */
  id: z.string(),
  step: ClockStep,
  startedAt: z.date(),
  /** Absent while the clock stands still, or when the year has no official table (`provisional`). */
  dueAt: z.date().optional(),
  warnAt: z.date().optional(),
  doneAt: z.date().optional(),
  rule: z.object({ limit: TimeLimit, warn: TimeLimit.optional(), basis: z.string() }),
  pauses: z.array(z.object({ from: z.date(), to: z.date().optional() })),
  extensions: z.array(TimeLimit),
  limitZh: z.string(),
  explanationZh: z.string(),
  explanationEn: z.string(),
  provisional: z.boolean(),
});
export type TicketDeadline = z.infer<typeof TicketDeadline>;

/** One line of a ticket's history; `seq` counts from 1 without gaps, so a replay gives the same state. */
export const TicketEvent = z.object({
  seq: z.number().int().positive(),
  /** Idempotency key of the command that made it: the same command twice is one event. */
  commandId: z.string(),
  at: z.date(),
  actor: Actor,
  move: TicketMove,
  from: TicketState.optional(),
  to: TicketState,
  details: MoveDetails,
  /** Clocks that this event set, stopped or moved, as they stand after it. */
  clocks: z.array(TicketDeadline),
});
export type TicketEvent = z.infer<typeof TicketEvent>;

/** Something a unit applied for. */
export const Application = z.object({
  id: z.string(),
  kind: ApplicationKind,
  at: z.date(),
  by: z.string(),
  reason: z.string(),
  days: z.number().int().positive().optional(),
  state: z.enum(['pending', 'granted', 'refused']),
  decidedAt: z.date().optional(),
  decidedBy: z.string().optional(),
  answer: z.string().optional(),
});
export type Application = z.infer<typeof Application>;

export const Ticket = z.object({
  id: z.string(),
  number: z.string(),
  queryCode: z.string(),
  version: z.number().int(),
  state: TicketState,
  /** As the citizen said it; staff correct the classification beside it. */
  request: Request,
  type: RequestType,
  urgency: Urgency,
  category: z.string().optional(),
  conversationId: z.string(),
  citizenId: z.string(),
  channel: z.string(),
  /** The platform that holds it: absent for the city, else a county unit. */
  platform: z.string().optional(),
  unit: z.string().optional(),
  assists: z.array(
    z.object({ unit: z.string(), askedAt: z.date(), text: z.string().optional(), at: z.date().optional() }),
  ),
  deadlines: z.array(TicketDeadline),
  events: z.array(TicketEvent),
  dispatches: z.number().int(),
  returns: z.number().int(),
  /** 禁止退单: designated by arbitration, or dispatched too often without an owner. */
  noReturn: z.boolean(),
  /** Where it was before it was joined, to go back there. */
  before: TicketState.optional(),
  suspension: z.object({ cause: z.string(), since: z.date(), until: z.date() }).optional(),
  suspensions: z.number().int(),
  applications: z.array(Application),
  supervision: z.array(
    z.object({
      seq: z.number().int(),
      level: SupervisionLevel,
      at: z.date(),
      reason: z.string(),
      acknowledgedAt: z.date().optional(),
    }),
  ),
  cards: z.array(z.object({ card: CardColour, step: ClockStep, clock: z.string(), at: z.date() })),
  urges: z.number().int(),
  reworks: z.number().int(),
  attempts: z.number().int(),
  callBack: CallBack.extend({ at: z.date() }).optional(),
  handedOver: z.object({ to: z.string(), at: z.date(), receipt: z.string().optional() }).optional(),
  refusal: z.object({ reason: RefusalReason, basis: z.string() }).optional(),
  /** 主单 that it was joined to; the main ticket’s end is its end. */
  joinedTo: z.string().optional(),
  related: z.array(z.string()),
  result: Result.optional(),
  /** The answer as approved for the citizen. */
  answer: z.object({ text: z.string(), unit: z.string(), at: z.date() }).optional(),
  rating: z.number().int().min(1).max(5).optional(),
  /** 封存: what the history amounted to when it was archived; any later change would show. */
  seal: z.object({ at: z.date(), sha256: z.string() }).optional(),
  /** When time itself next asks something of it (a warning, an end of a suspension); null: never. */
  timerAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
  /** Highest event seq whose notices have been handed to the conversation (an outbox inside the ticket). */
  noticedSeq: z.number().int(),
});
export type Ticket = z.infer<typeof Ticket>;

/** What a citizen may see of a ticket, with number and query code or in their own conversation. */
export const TicketView = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  type: Request.shape.type,
  state: TicketState,
  unitName: z.string().optional(),
  createdAt: z.date(),
  updatedAt: z.date(),
  dueAt: z.date().optional(),
  dueExplanationZh: z.string().optional(),
  dueExplanationEn: z.string().optional(),
  answer: z.string().optional(),
  rating: z.number().optional(),
  /** Plain steps, no names of staff. */
  timeline: z.array(
    z.object({ at: z.date(), move: TicketMove, state: TicketState, text: z.string().optional() }),
  ),
});
export type TicketView = z.infer<typeof TicketView>;
