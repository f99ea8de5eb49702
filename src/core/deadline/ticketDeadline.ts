import type { City } from '../model/city.js';
import type { Request } from '../model/request.js';
import type { TicketDeadline } from '../model/ticket.js';
import { workingCalendar } from './calendar.js';
import { type DeadlineChanges, deadlineFor } from './clock.js';
import { explain, limitZh } from './explain.js';
import { ruleFor } from './rule.js';

/** The deadline of a ticket's step as it is kept on the ticket; undefined where the city sets none. */
export type TicketDeadlineFor = (
  step: TicketDeadline['step'],
  request: Pick<Request, 'type' | 'urgency' | 'category'>,
  startedAt: Date,
  changes?: DeadlineChanges,
) => TicketDeadline | undefined;

/**
 * The city's deadlines, worked out and put into words. Where the year has no official holiday table
 * the deadline is marked provisional and carries no time.
 */
export function ticketDeadlines(city: Pick<City, 'deadlines' | 'holidays'>): TicketDeadlineFor {
  const calendar = workingCalendar(city.deadlines, city.holidays);
  return (step, request, startedAt, changes) => {
    const rule = ruleFor(city.deadlines, step, request);
    if (rule === undefined) return undefined;
    const deadline = deadlineFor(rule, startedAt, calendar, changes);
    const due = deadline.type === 'due' ? deadline : undefined;
    return {
      step,
      startedAt,
      dueAt: due?.dueAt,
      warnAt: due?.warnAt,
      limitZh: limitZh(rule.limit),
      explanationZh: explain(deadline.steps, calendar.zone, 'zh-CN'),
      explanationEn: explain(deadline.steps, calendar.zone, 'en'),
      provisional: deadline.type === 'unknown-year',
    };
  };
}
