import { z } from 'zod';
import { Role } from './codes.js';
import { Request } from './request.js';

/** 工单 states, in the order of an ordinary life. */
export const TicketState = z.enum([
  'accepted',
  'dispatched',
  'signed',
  'replied',
  'reviewed',
  'closed',
  'cancelled',
]);
export type TicketState = z.infer<typeof TicketState>;
export const TICKET_STATE_ZH = {
  accepted: '已受理',
  dispatched: '已派单',
  signed: '已签收',
  replied: '已答复待审核',
  reviewed: '已审核',
  closed: '已办结',
  cancelled: '已撤销',
} as const;

/** What may be done with a ticket. */
export const TicketMove = z.enum([
  'accept',
  'dispatch',
  'sign',
  'return',
  'reply',
  'review',
  'rework',
  'close',
  'cancel',
  'supplement',
  'urge',
  'rate',
  'note',
]);
export type TicketMove = z.infer<typeof TicketMove>;
export const TICKET_MOVE_ZH = {
  accept: '受理',
  dispatch: '派单',
  sign: '签收',
  return: '退单',
  reply: '答复',
  review: '审核',
  rework: '重办',
  close: '办结',
  cancel: '撤销',
  supplement: '补充',
  urge: '催办',
  rate: '评价',
  note: '备注',
} as const;

/** Who acted. `system` is a rule of the hub (a timer, an import). */
export const Actor = z.discriminatedUnion('type', [
  z.object({ type: z.literal('citizen') }),
  z.object({
    type: z.literal('staff'),
    id: z.string(),
    name: z.string(),
    role: Role,
    unit: z.string().optional(),
  }),
  z.object({ type: z.literal('system'), rule: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

/** What a move carries. Required elements are checked by the lifecycle table, not here. */
export const MoveDetails = z.object({
  unit: z.string().optional(),
  reason: z.string().max(2000).optional(),
  text: z.string().max(20_000).optional(),
  result: z.enum(['solved', 'partly', 'unsolved']).optional(),
  rating: z.number().int().min(1).max(5).optional(),
  attachmentIds: z.array(z.string()).optional(),
});
export type MoveDetails = z.infer<typeof MoveDetails>;

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
});
export type TicketEvent = z.infer<typeof TicketEvent>;

/** A running or finished time limit, with its explanation as it was worked out. */
export const TicketDeadline = z.object({
  step: z.enum(['sign', 'handle', 'return', 'review']),
  startedAt: z.date(),
  /** Absent when the year has no official holiday table: then `provisional` says so and no date is invented. */
  dueAt: z.date().optional(),
  warnAt: z.date().optional(),
  doneAt: z.date().optional(),
  limitZh: z.string(),
  explanationZh: z.string(),
  explanationEn: z.string(),
  provisional: z.boolean(),
});
export type TicketDeadline = z.infer<typeof TicketDeadline>;

export const Ticket = z.object({
  id: z.string(),
  number: z.string(),
  queryCode: z.string(),
  version: z.number().int(),
  state: TicketState,
  request: Request,
  conversationId: z.string(),
  citizenId: z.string(),
  channel: z.string(),
  unit: z.string().optional(),
  deadlines: z.array(TicketDeadline),
  events: z.array(TicketEvent),
  /** The answer as approved for the citizen. */
  answer: z.object({ text: z.string(), unit: z.string(), at: z.date() }).optional(),
  rating: z.number().int().min(1).max(5).optional(),
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
