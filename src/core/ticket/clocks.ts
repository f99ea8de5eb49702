import type { WorkingCalendar } from '../deadline/calendar.js';
import { deadlineFor } from '../deadline/clock.js';
import { explain, limitZh } from '../deadline/explain.js';
import { ruleFor } from '../deadline/rule.js';
import type { DeadlineRules } from '../model/city.js';
import type { ClockStep, Ticket, TicketDeadline } from '../model/ticket.js';
import type { TimeLimit } from '../model/time-limit.js';
import type { Rule } from './lifecycle.js';

/** Works out time limits under the rules a ticket was made under, and the calendar as it is known today. */
export interface ClockMaker {
  rules: DeadlineRules;
  calendar: WorkingCalendar;
}
type Classed = Pick<Ticket, 'type' | 'urgency' | 'category' | 'deadlines'>;

/** The clocks that a move starts, stops or lets stand still, as they are after it. */
export function clocksMoved(
  ticket: Classed,
  { starts = [], ends = [], clock }: Pick<Rule, 'starts' | 'ends' | 'clock'>,
  now: Date,
  make: ClockMaker,
): TicketDeadline[] {
  const ended = ticket.deadlines
    .filter(({ step, doneAt }) => !doneAt && ends.includes(step))
    .map((one) => ({ ...one, doneAt: now }));
  const handling = running(ticket, 'handle');
  const paused =
    handling && clock === 'pause'
      ? [again({ ...handling, pauses: [...handling.pauses, { from: now }] }, make)]
      : [];
  const resumed =
    handling && clock === 'resume' ? [again({ ...handling, pauses: endPause(handling, now) }, make)] : [];
  const started = starts.flatMap((step) => startClock(ticket, step, now, make) ?? []);
  return [...ended, ...paused, ...resumed, ...started];
}

/** A clock of a step from now on; undefined where the city has no limit for such a ticket. */
export function startClock(
  ticket: Classed,
  step: ClockStep,
  startedAt: Date,
  make: ClockMaker,
): TicketDeadline | undefined {
  const rule = ruleFor(make.rules, step, ticket);
  if (!rule) return undefined;
  const { limit, warn, basis } = rule;
  const before = ticket.deadlines.filter((one) => one.step === step).length;
  return again(
    {
      id: `${step}-${before + 1}`,
      step,
      startedAt,
      rule: { limit, warn, basis },
      pauses: [],
      extensions: [],
    },
    make,
  );
}

/** The handling clock with one more extension granted. */
export function extended(ticket: Classed, by: TimeLimit, make: ClockMaker): TicketDeadline[] {
  const handling = running(ticket, 'handle');
  return handling ? [again({ ...handling, extensions: [...handling.extensions, by] }, make)] : [];
}

/** Running clocks under the rule for the ticket as it is classed now, and today's calendar; only those that move. */
export function recounted(ticket: Classed, make: ClockMaker): TicketDeadline[] {
  return ticket.deadlines.flatMap((one) => {
    if (one.doneAt) return [];
    const rule = ruleFor(make.rules, one.step, ticket);
    const { limit, warn, basis } = rule ?? one.rule;
    const fresh = again({ ...one, rule: { limit, warn, basis } }, make);
    const moved =
      fresh.dueAt?.getTime() !== one.dueAt?.getTime() || fresh.explanationZh !== one.explanationZh;
    return moved ? [fresh] : [];
  });
}

export function running(ticket: Pick<Ticket, 'deadlines'>, step: ClockStep): TicketDeadline | undefined {
  return ticket.deadlines.findLast((one) => one.step === step && !one.doneAt);
}

function endPause({ pauses }: TicketDeadline, now: Date): TicketDeadline['pauses'] {
  return pauses.map((pause) => (pause.to ? pause : { ...pause, to: now }));
}

/** Works a clock out anew from what led to it. A year without an official table gives no date, and says so. */
function again(
  clock: Pick<TicketDeadline, 'id' | 'step' | 'startedAt' | 'doneAt' | 'rule' | 'pauses' | 'extensions'>,
  { calendar }: ClockMaker,
): TicketDeadline {
  const { id, step, startedAt, doneAt, rule, pauses, extensions } = clock;
  const deadline = deadlineFor(rule, startedAt, calendar, { pauses, extensions });
  return {
    id,
    step,
    startedAt,
    dueAt: deadline.type === 'due' ? deadline.dueAt : undefined,
    warnAt: deadline.type === 'due' ? deadline.warnAt : undefined,
    doneAt,
    rule,
    pauses,
    extensions,
    limitZh: limitZh(rule.limit),
    explanationZh: explain(deadline.steps, calendar.zone, 'zh-CN'),
    explanationEn: explain(deadline.steps, calendar.zone, 'en'),
    provisional: deadline.type === 'unknown-year',
  };
}

/** So long after a moment; where the calendar is not known yet, in plain days, for nobody is told of it. */
export function later(from: Date, limit: TimeLimit, { calendar }: ClockMaker): Date {
  const deadline = deadlineFor({ limit, basis: '' }, from, calendar);
  return deadline.type === 'due' ? deadline.dueAt : new Date(from.getTime() + limit.amount * 86_400_000);
}
