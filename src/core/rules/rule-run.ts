import { z } from 'zod';
import { TicketMove } from '../model/ticket-codes.js';
import type { RuleAction } from './event-rule.js';

const ActionType = z.enum(['supervise', 'urgency', 'note', 'notify']);

/** What became of one action of a rule. */
export const ActionOutcome = z.object({
  type: ActionType,
  result: z.enum([
    'done',
    /** It is so already. */
    'needless',
    /** Not possible in the state the ticket is in by now. */
    'illegal',
    /** On what another platform did: it would go back there, and come again. */
    'from-peer',
    /** The ticket had as many actions of rules as an hour allows. */
    'too-many',
    /** The rule was switched off before its turn came. */
    'stopped',
    'failed',
  ]),
  /** Of a failure: a code of the catalogue, or `bug`. */
  code: z.string().optional(),
});
export type ActionOutcome = z.infer<typeof ActionOutcome>;
export type ActionType = RuleAction['type'];

/** 运行记录: a rule met an event. One of a version and an event, for its id is made of both. */
export const RuleRun = z.object({
  id: z.string(),
  ruleId: z.string(),
  version: z.number().int(),
  name: z.string(),
  /** Place of the rule among others of the same event. */
  order: z.number().int(),
  ticketId: z.string(),
  number: z.string(),
  sealed: z.boolean(),
  seq: z.number().int(),
  move: TicketMove,
  /** Of the event. */
  at: z.date(),
  watched: z.boolean(),
  /** Rules that led to the event, oldest first. */
  chain: z.array(z.string()),
  /** It waits to be carried out. */
  waits: z.boolean(),
  doneAt: z.date().optional(),
  outcomes: z.array(ActionOutcome),
});
export type RuleRun = z.infer<typeof RuleRun>;

export const runIdOf = (run: Pick<RuleRun, 'ticketId' | 'seq' | 'ruleId' | 'version'>): string =>
  `${run.ticketId}.${run.seq}.${run.ruleId}.${run.version}`;

/** Actions that came to something, and therefore count towards the bound of an hour. */
export const actionsOf = ({ outcomes }: Pick<RuleRun, 'outcomes'>): number =>
  outcomes.filter(({ result }) => result === 'done').length;
