import { z } from 'zod';
import { RequestType, Urgency } from '../../core/model/codes.js';
import { CardColour, TicketState } from '../../core/model/ticket.js';
import type { TicketFilter, TicketSort } from '../../core/ports.js';
import { Instant } from '../http.js';

const HOUR = 3_600_000;
const Id = z.string().min(1).max(100);

/** What lists, counts, views and exports of tickets may ask for; all that is given holds. */
export const TicketFilterQuery = z.object({
  state: z
    .union([TicketState, z.array(TicketState).max(20)])
    .optional()
    .meta({ description: 'May be given several times' }),
  unit: Id.optional().meta({ description: 'Lead unit' }),
  assist: Id.optional().meta({ description: 'A unit that assists' }),
  assistWaiting: Id.optional().meta({ description: 'A unit that assists and has yet to answer' }),
  platform: Id.optional().meta({ description: '`city`, or a county platform' }),
  type: RequestType.optional(),
  category: z.string().min(1).max(20).optional().meta({ description: 'With everything below it' }),
  urgency: Urgency.optional(),
  channel: z.string().max(40).optional(),
  conversationId: z.string().max(200).optional(),
  text: z.string().max(200).optional().meta({ description: 'Number, or words of title and matter' }),
  overdue: z.stringbool().optional().meta({ description: 'A clock that runs is past its end' }),
  dueAfter: Instant.optional().meta({ description: 'Of the clock that runs out first' }),
  dueBefore: Instant.optional(),
  dueWithinHours: z.coerce
    .number()
    .int()
    .positive()
    .max(2_000)
    .optional()
    .meta({ description: 'From now on: a view that is kept cannot name a day' }),
  createdAfter: Instant.optional(),
  createdBefore: Instant.optional(),
  card: CardColour.optional().meta({ description: 'On a clock that still runs' }),
  pending: z.stringbool().optional().meta({ description: 'Something applied for waits for a decision' }),
  sealed: z
    .stringbool()
    .optional()
    .meta({ description: '密件 alone, for the sealed desk, or everything but them' }),
  unacknowledged: z
    .stringbool()
    .optional()
    .meta({ description: 'The unit has not acknowledged a 督办 (supervise)' }),
});
export type TicketFilterQuery = z.infer<typeof TicketFilterQuery>;

/** The same in a JSON body. */
export const TicketFilterBody = TicketFilterQuery.extend({
  overdue: z.boolean().optional(),
  pending: z.boolean().optional(),
  sealed: z.boolean().optional(),
  unacknowledged: z.boolean().optional(),
});

export const TicketSortQuery = z.object({
  sort: z
    .enum(['createdAt', 'dueAt'])
    .default('createdAt')
    .meta({ description: '`dueAt` lists only those with a clock that runs' }),
  order: z.enum(['ascending', 'descending']).default('descending'),
});

export function filterOf(asked: TicketFilterQuery, now: Date): TicketFilter {
  const { state, overdue, dueAfter, dueBefore, dueWithinHours, createdAfter, createdBefore, ...same } = asked;
  const soon = dueWithinHours === undefined ? undefined : new Date(now.getTime() + dueWithinHours * HOUR);
  return {
    ...same,
    states: state === undefined ? undefined : [state].flat(),
    overdueAt: overdue === true ? now : undefined,
    due: soon ? { from: now, before: soon } : between(dueAfter, dueBefore),
    created: between(createdAfter, createdBefore),
  };
}

export function sortOf({ sort, order }: z.infer<typeof TicketSortQuery>): TicketSort {
  return { by: sort, order };
}

function between(from: string | undefined, before: string | undefined): TicketFilter['created'] {
  if (from === undefined && before === undefined) return undefined;
  return {
    ...(from !== undefined && { from: new Date(from) }),
    ...(before !== undefined && { before: new Date(before) }),
  };
}
