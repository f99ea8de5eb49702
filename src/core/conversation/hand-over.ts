import { hasBegun, matterText } from './draft.js';
import { fieldById, missing, TYPE } from './form.js';
import type { Outcome } from './outcome.js';
import { titleOf } from './request.js';
import { staffSummary } from './summary.js';

/**
 * What an operator needs to go on without asking again: what is known, what is missing, what else there
 * is between us and the citizen, and how to speak to them. One line for the flag in the shared inbox.
 */
export function handOverSummary({ state, context }: Outcome): string {
  const { draft, parked, language, plain } = state;
  const { city, ownTickets } = context;
  const known = hasBegun(draft) ? [staffSummary(draft, city)] : ['尚未说明事项'];
  const lacking = hasBegun(draft)
    ? missing(draft, city).map((id) => (id === TYPE ? '类型' : (fieldById(draft, city, id)?.label ?? id)))
    : [];
  const titles = parked.map((entry) => titleOf(matterText(entry.draft))).filter((title) => title !== '');
  const tickets = ownTickets.slice(0, MOST_TICKETS).map(({ number, title }) => `${number} ${title}`);
  return [
    '诉求人请求人工',
    ...known,
    ...(lacking.length > 0 ? [`还缺：${lacking.join('、')}`] : []),
    ...(titles.length > 0 ? [`未提交：${titles.join('、')}`] : []),
    ...(tickets.length > 0 ? [`已有工单：${tickets.join('、')}`] : []),
    ...(language === 'en' ? ['对方用英语'] : []),
    ...(plain ? ['请用简单的话'] : []),
  ]
    .filter((part) => part !== '')
    .join('。');
}
const MOST_TICKETS = 3;
