import { HubError } from '../errors.js';
import type { StaffNotice } from '../model/staff-notice.js';
import type { MoveDetails, Ticket, TicketEvent, TicketMove } from '../model/ticket.js';
import type { StaffNoticeRepository } from '../ports.js';
import type { Tickets } from '../ticket/tickets.js';
import type { RuleAction } from './event-rule.js';
import { chainOf } from './fires.js';
import type { ActionOutcome, RuleRun } from './rule-run.js';

export interface ActDeps {
  tickets: Pick<Tickets, 'get' | 'move'>;
  staffNotices: Pick<StaffNoticeRepository, 'insert'>;
  /** Somebody has a new notice of this ticket: a hint that may be lost. */
  onTold(ticket: Ticket, to: readonly StaffNotice['to'][]): void;
}

/**
 * One action of a rule, under an id made from its run: done again it is the same event, the same notice. What goes
 * wrong is said and not thrown, for neither the other actions nor other rules must wait for it.
 */
export async function act(
  run: RuleRun,
  index: number,
  action: RuleAction,
  deps: ActDeps,
): Promise<ActionOutcome> {
  const said = (result: ActionOutcome['result'], code?: string): ActionOutcome => ({
    type: action.type,
    result,
    ...(code !== undefined && { code }),
  });
  try {
    const ticket = await deps.tickets.get(run.ticketId);
    const event = ticket.events.find(({ seq }) => seq === run.seq);
    if (!event) return said('failed', 'bug');
    if (action.type === 'notify') {
      const to = readersOf(action.to, ticket);
      for (const [at, one] of to.entries())
        await deps.staffNotices.insert(notice(run, `${run.id}.${index}.${at}`, one, ticket, event));
      deps.onTold(ticket, to);
      return said(to.length > 0 ? 'done' : 'needless');
    }
    const commandId = `rule:${run.id}:${index}`;
    if (!ticket.events.some((one) => one.commandId === commandId)) {
      if (event.actor.type === 'peer' && action.type !== 'note') return said('from-peer');
      if (action.type === 'urgency' && ticket.urgency === action.urgency) return said('needless');
    }
    const { move, details } = moveOf(action);
    const { ruleId: id, version, name } = run;
    const eventRule = { id, version, name, chain: chainOf(event) };
    await deps.tickets.move(
      ticket.id,
      { type: 'system', rule: 'event-rule', eventRule },
      commandId,
      move,
      details,
    );
    return said('done');
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return error.code === 'ticket-illegal-move' ? said('illegal') : said('failed', error.code);
  }
}

function moveOf(action: Exclude<RuleAction, { type: 'notify' }>): { move: TicketMove; details: MoveDetails } {
  switch (action.type) {
    case 'supervise':
      return { move: 'supervise', details: { level: action.level, reason: action.reason } };
    case 'urgency':
      return { move: 'reclassify', details: { urgency: action.urgency, reason: action.reason } };
    case 'note':
      return { move: 'note', details: { text: action.text } };
  }
}

function readersOf(
  to: Extract<RuleAction, { type: 'notify' }>['to'],
  { unit, assists, platform }: Ticket,
): StaffNotice['to'][] {
  switch (to.type) {
    case 'unit':
      return unit === undefined ? [] : [{ type: 'unit', unit, leader: to.leader }];
    case 'assists':
      return assists.map((one) => ({ type: 'unit', unit: one.unit, leader: false }));
    case 'desk':
      return [{ type: 'desk', platform }];
    case 'role':
      return [{ type: 'role', role: to.role, platform }];
    case 'person':
      return [{ type: 'person', staffId: to.staffId }];
  }
}

function notice(
  run: RuleRun,
  id: string,
  to: StaffNotice['to'],
  { id: ticketId, number, request: { secrecy } }: Ticket,
  { move, seq, at }: TicketEvent,
): StaffNotice {
  return { id, to, ticketId, number, secrecy, move, seq, at, rule: run.name, readBy: [] };
}
