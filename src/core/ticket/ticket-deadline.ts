import type { WorkingCalendar } from '../deadline/calendar.js';
import { deadlineFor } from '../deadline/clock.js';
import { explain, limitZh } from '../deadline/explain.js';
import { ruleFor } from '../deadline/rule.js';
import type { DeadlineRules } from '../model/city.js';
import type { DeadlineFor } from './tickets.js';

/**
 * Works out the time limit of a step under the city's rules, explained in words at once: the ticket keeps
 * what was said when it was set. A year without an official table gives no date, and says so.
 */
export function ticketDeadlines(rules: DeadlineRules, calendar: WorkingCalendar): DeadlineFor {
  return (step, request, startedAt) => {
    const rule = ruleFor(rules, step, request);
    if (!rule) return undefined;
    const deadline = deadlineFor(rule, startedAt, calendar);
    return {
      step,
      startedAt,
      dueAt: deadline.type === 'due' ? deadline.dueAt : undefined,
      warnAt: deadline.type === 'due' ? deadline.warnAt : undefined,
      limitZh: limitZh(rule.limit),
      explanationZh: explain(deadline.steps, calendar.zone, 'zh-CN'),
      explanationEn: explain(deadline.steps, calendar.zone, 'en'),
      provisional: deadline.type !== 'due',
    };
  };
}
