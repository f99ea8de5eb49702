import { z } from 'zod';
import { RefusalReason, RequestType, Urgency } from '../../core/model/codes.js';
import {
  ApplicationKind,
  CallBack,
  type MoveDetails,
  Result,
  SupervisionLevel,
  TICKET_MOVE_ZH,
} from '../../core/model/ticket.js';
import { type StaffMove, STAFF_MOVES } from '../permissions.js';

const Id = z.string().min(1).max(200);
const Attachments = z.array(Id).max(20).optional();
const Text = z.string().trim().min(1).max(20_000);
const Reason = z.string().trim().min(1).max(2000);
const reason = Reason.optional();
const Tickets = z.array(Id).min(1).max(500);

/**
 * What each move takes. What a move *must* carry is the lifecycle's and the city's to say: they know the
 * ticket's state and rules.
 */
export const MOVE_BODIES = {
  answer: z.object({ text: Text.optional(), result: Result.optional() }),
  refuse: z.object({ refusal: RefusalReason.optional(), basis: reason, text: Text.optional() }),
  dispatch: z.object({
    unit: Id.optional(),
    assists: z.array(Id).max(10).optional(),
    reason,
    noReturn: z.boolean().optional(),
  }),
  sign: z.object({ text: Text.optional() }),
  return: z.object({ reason, basis: reason }),
  'accept-return': z.object({ reason }),
  'reject-return': z.object({ reason }),
  dispute: z.object({ reason, basis: reason }),
  arbitrate: z.object({ unit: Id.optional(), assists: z.array(Id).max(10).optional(), reason }),
  progress: z.object({ text: Text.optional(), attachmentIds: Attachments }),
  'assist-reply': z.object({ text: Text.optional(), attachmentIds: Attachments }),
  apply: z.object({
    application: ApplicationKind.optional(),
    days: z.number().int().positive().max(365).optional(),
    reason,
    attachmentIds: Attachments,
  }),
  decide: z.object({ applicationId: Id.optional(), granted: z.boolean().optional(), reason }),
  suspend: z.object({ cause: Id.optional(), reason, until: z.coerce.date().optional() }),
  resume: z.object({ reason }),
  reply: z.object({
    text: Text.optional(),
    facts: Text.optional(),
    basis: reason,
    contact: z.string().trim().max(200).optional(),
    result: Result.optional(),
    attachmentIds: Attachments,
  }),
  review: z.object({ text: Text.optional() }),
  rework: z.object({ reason }),
  attempt: z.object({ reason }),
  'call-back': z.object({ callBack: CallBack.omit({ by: true }).transform(byOperator).optional() }),
  rate: z.object({ rating: z.number().int().min(1).max(5).optional(), text: Text.optional() }),
  close: z.object({ text: Text.optional() }),
  archive: z.object({ reason }),
  cancel: z.object({ reason }),
  'hand-over': z.object({ to: Id.optional(), reason, receipt: reason }),
  receipt: z.object({ receipt: reason }),
  join: z.object({ ticketIds: Tickets.optional(), reason }),
  unjoin: z.object({ reason }),
  relate: z.object({ ticketIds: Tickets.optional(), reason }),
  split: z.object({
    parts: z
      .array(
        z.object({
          title: z.string().trim().min(1).max(60),
          matter: Text,
          type: RequestType.optional(),
          category: Id.optional(),
        }),
      )
      .min(1)
      .max(20)
      .optional(),
    reason,
  }),
  transfer: z.object({ platform: Id.optional(), reason }),
  reclassify: z.object({
    type: RequestType.optional(),
    category: Id.optional(),
    urgency: Urgency.optional(),
    reason,
  }),
  recount: z.object({ reason }),
  supplement: z.object({ text: Text.optional(), attachmentIds: Attachments }),
  urge: z.object({ text: Text.optional() }),
  supervise: z.object({ level: SupervisionLevel.optional(), reason }),
  acknowledge: z.object({ text: Text.optional() }),
  comment: z.object({ text: Text.optional(), attachmentIds: Attachments }),
  note: z.object({ text: Text, attachmentIds: Attachments }),
} as const satisfies Record<StaffMove, z.ZodType<MoveDetails>>;

function byOperator(found: Omit<CallBack, 'by'>): CallBack {
  return { ...found, by: 'operator' };
}

const ABOUT: Record<StaffMove, string> = {
  answer: 'the hotline answers by itself, without a unit',
  refuse: 'not ours to handle: reason, basis and proper way go to the citizen',
  dispatch: 'give the ticket to a lead unit, and to others that assist',
  sign: 'the unit takes it',
  return: 'the unit sends it back in time, with reason and basis',
  'accept-return': 'the return is right: the ticket is dispatched anew',
  'reject-return': 'the return is not right: the unit handles it',
  dispute: 'the unit’s leader disputes the refusal',
  arbitrate: 'the platform designates the unit for good',
  progress: 'tell the citizen how far it is',
  'assist-reply': 'an assisting unit answers its part',
  apply: 'the unit applies for an extension or for what assessment should know',
  decide: 'grant or refuse what was applied for',
  suspend: 'the clock stands still for a listed cause',
  resume: 'the clock goes on',
  reply: 'the unit answers, to be reviewed',
  review: 'the answer goes to the citizen',
  rework: 'handle it again',
  attempt: 'nobody was reached',
  'call-back': 'what the citizen said of the handling',
  rate: 'the citizen’s mark, taken down by staff',
  close: 'the matter is done',
  archive: 'seal it',
  cancel: 'the matter is dropped',
  'hand-over': 'another line goes on with it (110, 12388 …)',
  receipt: 'what the other line gave for it',
  join: 'handle it with another ticket about the same matter',
  unjoin: 'take it out again, back to where it was',
  relate: 'say that tickets have to do with each other',
  split: 'open a ticket of its own for each further matter it tells of; the citizen hears each number',
  transfer: 'another platform holds it from now on; the number stays',
  reclassify: 'correct type, category or urgency; clocks are worked out anew',
  recount: 'work the clocks out anew, after the calendar changed',
  supplement: 'what the citizen added, taken down by staff',
  urge: 'the citizen urges',
  supervise: 'remind, give notice, criticise in writing',
  acknowledge: 'the unit has seen the supervision, and says what it does',
  comment: 'words between unit and platform',
  note: 'for colleagues only',
};

export const MOVE_SUMMARIES = withNames();

function withNames(): Record<StaffMove, string> {
  const named = { ...ABOUT };
  for (const move of STAFF_MOVES) named[move] = `${TICKET_MOVE_ZH[move]}: ${ABOUT[move]}`;
  return named;
}
