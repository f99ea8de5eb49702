import { REQUEST_TYPES, URGENCY_ZH } from '../../core/model/codes.js';
import { RESULT_ZH, type Ticket, TICKET_STATE_ZH } from '../../core/model/ticket.js';
import type { TicketSummary } from '../views/ticket-view.js';

/** What an export may hold of a ticket. Everything of the person is as masked as in the reader’s list. */
const CELLS = {
  number: ['工单编号', (one) => one.summary.number],
  state: ['状态', (one) => TICKET_STATE_ZH[one.summary.state]],
  type: ['诉求类型', (one) => REQUEST_TYPES[one.summary.type].zh],
  title: ['标题', (one) => one.summary.title],
  urgency: ['紧急程度', (one) => URGENCY_ZH[one.summary.urgency]],
  category: ['分类', (one) => one.summary.category],
  channel: ['渠道', (one) => one.summary.channel],
  unit: ['主办单位', (one) => one.summary.unitName ?? one.summary.unit],
  name: ['诉求人', (one) => one.summary.name],
  phone: ['电话', (one) => one.summary.phone],
  createdAt: ['受理时间', (one) => one.local(one.ticket.createdAt)],
  updatedAt: ['更新时间', (one) => one.local(one.ticket.updatedAt)],
  dueAt: ['到期时间', (one) => one.summary.dueAt && one.local(new Date(one.summary.dueAt))],
  overdue: ['超期', (one) => (one.summary.overdue ? '是' : '否')],
  result: ['办理结果', (one) => one.ticket.result && RESULT_ZH[one.ticket.result]],
  rating: ['评分', (one) => one.ticket.rating?.toString()],
  reworks: ['重办次数', (one) => String(one.ticket.reworks)],
  returns: ['退单次数', (one) => String(one.ticket.returns)],
} as const satisfies Record<string, [title: string, cell: (one: Exported) => string | undefined]>;

export type Column = keyof typeof CELLS;
export interface Exported {
  ticket: Ticket;
  summary: TicketSummary;
  /** A moment as the city’s clocks show it. */
  local(at: Date): string;
}

export const COLUMNS = Object.keys(CELLS).filter(isColumn);

export function isColumn(name: string): name is Column {
  return Object.hasOwn(CELLS, name);
}

export const titleOf = (column: Column): string => CELLS[column][0];
export const cellOf = (column: Column, one: Exported): string => CELLS[column][1](one) ?? '';
