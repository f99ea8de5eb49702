import { z } from 'zod';
import { RequestType } from '../../core/model/codes.js';
import { TicketMove, TicketState, type TicketView } from '../../core/model/ticket.js';
import { LIFECYCLE } from '../../core/ticket/lifecycle.js';
import { Instant, iso, isoIf } from '../http.js';

export const ProgressView = z
  .object({
    number: z.string(),
    title: z.string(),
    type: RequestType,
    state: TicketState,
    unitName: z.string().optional(),
    createdAt: Instant,
    updatedAt: Instant,
    dueAt: Instant.optional(),
    dueExplanation: z.object({ zh: z.string().optional(), en: z.string().optional() }),
    answer: z.string().optional(),
    rating: z.number().optional(),
    actions: z
      .array(z.enum(['supplement', 'urge', 'withdraw', 'rate', 'rework']))
      .meta({ description: 'What the citizen may do now' }),
    timeline: z.array(
      z.object({ at: Instant, move: TicketMove, state: TicketState, text: z.string().optional() }),
    ),
  })
  .meta({ id: 'Progress' });
export type ProgressView = z.infer<typeof ProgressView>;

export function progressView({
  id: _,
  dueExplanationZh,
  dueExplanationEn,
  ...view
}: TicketView): ProgressView {
  return {
    ...view,
    createdAt: iso(view.createdAt),
    updatedAt: iso(view.updatedAt),
    dueAt: isoIf(view.dueAt),
    dueExplanation: { zh: dueExplanationZh, en: dueExplanationEn },
    actions: actionsOf(view),
    timeline: view.timeline.map((step) => ({ ...step, at: iso(step.at) })),
  };
}

const Code = z.string().trim().min(1).max(40);
const CommandId = z
  .string()
  .regex(/^[\w-]{8,64}$/)
  .meta({ description: 'The same id is one action, however often it is sent' });
const Words = z.string().trim().min(1).max(2000);
const base = { code: Code, commandId: CommandId };

/** What a citizen may do with their ticket, and what each action carries. */
export const CITIZEN_ACTIONS = {
  supplement: z.strictObject({ ...base, text: Words }),
  urge: z.strictObject({ ...base, text: Words.optional() }),
  withdraw: z.strictObject({ ...base, reason: Words }),
  rate: z.strictObject({ ...base, rating: z.number().int().min(1).max(5), text: Words.optional() }),
  rework: z.strictObject({ ...base, reason: Words }),
} as const;
export type CitizenAction = keyof typeof CITIZEN_ACTIONS;

const MOVES = { supplement: 'supplement', urge: 'urge', withdraw: 'cancel', rate: 'rate' } as const;
const ANSWERED: readonly TicketState[] = ['reviewed', 'called-back', 'closed'];

/** As the lifecycle table says; rework may be asked for once there is an answer to be unhappy with. */
function actionsOf({ state, rating }: Pick<TicketView, 'state' | 'rating'>): CitizenAction[] {
  const may = (action: keyof typeof MOVES) =>
    LIFECYCLE[state][MOVES[action]]?.by.includes('citizen') === true;
  if (!ANSWERED.includes(state)) return (['supplement', 'urge', 'withdraw'] as const).filter(may);
  const first = rating === undefined && may('rate') ? (['rate'] as const) : [];
  return [...first, 'rework', ...(['supplement', 'withdraw'] as const).filter(may)];
}
