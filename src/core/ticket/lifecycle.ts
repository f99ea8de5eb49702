import { HubError } from '../errors.js';
import type { Actor, MoveDetails, TicketState } from '../model/ticket.js';
import { TICKET_MOVE_ZH, TICKET_STATE_ZH, TicketMove } from '../model/ticket.js';
import type { Role } from '../model/codes.js';

/** One legal move: where it leads, who may, what it must carry, whether the citizen is told. */
export interface Rule {
  to: TicketState;
  by: readonly (Role | 'citizen' | 'system')[];
  /** Details without which the move is refused. */
  needs: readonly (keyof MoveDetails)[];
  tellCitizen: boolean;
  /** Clocks that begin and end with it. */
  starts?: 'sign' | 'handle' | 'review';
  ends?: readonly ('sign' | 'handle' | 'review')[];
}

const STAFF = ['operator', 'dispatcher', 'supervisor', 'sealed-desk'] as const;
const UNIT = ['clerk', 'unit-leader'] as const;
const keep = (state: TicketState): Partial<Record<TicketMove, Rule>> => ({
  note: {
    to: state,
    by: [...STAFF, ...UNIT, 'reviewer', 'call-back', 'system'],
    needs: ['text'],
    tellCitizen: false,
  },
});
const open = (state: TicketState): Partial<Record<TicketMove, Rule>> => ({
  ...keep(state),
  supplement: { to: state, by: ['citizen', ...STAFF], needs: ['text'], tellCitizen: false },
  urge: { to: state, by: ['citizen', ...STAFF], needs: [], tellCitizen: false },
  cancel: {
    to: 'cancelled',
    by: ['citizen', ...STAFF],
    needs: ['reason'],
    tellCitizen: true,
    ends: ['sign', 'handle', 'review'],
  },
});

/**
 * The life of a ticket as one table: state × move → rule. What is not in the table is illegal.
 * 受理 → 派单 → 签收 → 答复 → 审核 → 办结, with 退单, 重办 and 撤销 (国办发〔2020〕53号: 受理、派单、
 * 办理、答复、督办、办结、回访、评价; 审核 as its own step after the Guangzhou rules).
 */
export const LIFECYCLE: Readonly<Record<TicketState, Partial<Record<TicketMove, Rule>>>> = {
  accepted: {
    ...open('accepted'),
    dispatch: { to: 'dispatched', by: STAFF, needs: ['unit'], tellCitizen: true, starts: 'sign' },
    // 直接答复: the hotline answers by itself, without a unit.
    close: { to: 'closed', by: STAFF, needs: ['text', 'result'], tellCitizen: true, ends: ['handle'] },
  },
  dispatched: {
    ...open('dispatched'),
    sign: { to: 'signed', by: [...UNIT, ...STAFF], needs: [], tellCitizen: true, ends: ['sign'] },
    return: { to: 'accepted', by: UNIT, needs: ['reason'], tellCitizen: false, ends: ['sign'] },
  },
  signed: {
    ...open('signed'),
    reply: {
      to: 'replied',
      by: [...UNIT, ...STAFF],
      needs: ['text', 'result'],
      tellCitizen: false,
      starts: 'review',
    },
    return: { to: 'accepted', by: UNIT, needs: ['reason'], tellCitizen: false },
  },
  replied: {
    ...open('replied'),
    review: {
      to: 'reviewed',
      by: ['reviewer', 'supervisor'],
      needs: [],
      tellCitizen: true,
      ends: ['handle', 'review'],
    },
    rework: {
      to: 'signed',
      by: [...STAFF, 'reviewer'],
      needs: ['reason'],
      tellCitizen: false,
      ends: ['review'],
    },
  },
  reviewed: {
    ...open('reviewed'),
    rate: { to: 'reviewed', by: ['citizen', ...STAFF], needs: ['rating'], tellCitizen: false },
    rework: {
      to: 'signed',
      by: [...STAFF, 'reviewer'],
      needs: ['reason'],
      tellCitizen: true,
      starts: 'handle',
    },
    close: { to: 'closed', by: [...STAFF, 'system'], needs: [], tellCitizen: true },
  },
  closed: {
    ...keep('closed'),
    rate: { to: 'closed', by: ['citizen', ...STAFF], needs: ['rating'], tellCitizen: false },
    supplement: { to: 'closed', by: ['citizen', ...STAFF], needs: ['text'], tellCitizen: false },
    rework: {
      to: 'signed',
      by: [...STAFF, 'reviewer'],
      needs: ['reason'],
      tellCitizen: true,
      starts: 'handle',
    },
  },
  cancelled: { ...keep('cancelled') },
};

/** Who wants to move a ticket: people of staff may have several roles, the move is recorded under one. */
export type Mover =
  | { type: 'citizen' }
  | { type: 'system'; rule: string }
  | { type: 'staff'; id: string; name: string; roles: readonly Role[]; unit?: string };

/** Finds the rule of a move and under which hat it is made, or refuses it saying what is possible now. */
export function ruleFor(
  ticket: { state: TicketState; unit?: string },
  move: TicketMove,
  mover: Mover,
): { rule: Rule; actor: Actor } {
  const rule = LIFECYCLE[ticket.state][move];
  if (!rule) {
    const possible = movesOf(ticket.state).map((m) => TICKET_MOVE_ZH[m]);
    throw new HubError(
      'conflict',
      'ticket-illegal-move',
      `工单当前为“${TICKET_STATE_ZH[ticket.state]}”，不能${TICKET_MOVE_ZH[move]}`,
      `可以：${possible.join('、') || '无'}`,
      { state: ticket.state },
    );
  }
  const actor = actorFor(rule, mover, ticket.unit);
  if (!actor) {
    throw new HubError(
      'not-allowed',
      'ticket-move-not-allowed',
      `您没有${TICKET_MOVE_ZH[move]}这件工单的权限`,
      '请联系本单位负责人或平台管理员',
      { state: ticket.state },
    );
  }
  return { rule, actor };
}

/** Refuses a move that lacks what it must carry, naming every missing field. */
export function checkDetails(rule: Rule, move: TicketMove, details: MoveDetails): void {
  const missing = rule.needs.filter((field) => {
    const value = details[field];
    return value === undefined || (typeof value === 'string' && value.trim() === '');
  });
  if (missing.length === 0) return;
  throw new HubError(
    'bad-input',
    'ticket-details-missing',
    `${TICKET_MOVE_ZH[move]}缺少必填内容`,
    '请补全所列字段后重试',
    { fields: missing.map((path) => ({ path, message: '必填' })) },
  );
}

/** Moves that the table knows for a state, in the order of an ordinary life. */
export function movesOf(state: TicketState): TicketMove[] {
  return TicketMove.options.filter((move) => LIFECYCLE[state][move] !== undefined);
}

function actorFor(rule: Rule, mover: Mover, unit: string | undefined): Actor | undefined {
  switch (mover.type) {
    case 'citizen':
      return rule.by.includes('citizen') ? mover : undefined;
    case 'system':
      return rule.by.includes('system') ? mover : undefined;
    case 'staff': {
      // A unit must not act on another unit's ticket: its clock and its answer are assessed.
      const may = (role: Role) => rule.by.includes(role) && (!isOneOf(UNIT, role) || mover.unit === unit);
      const role = mover.roles.find(may);
      return role && { type: 'staff', id: mover.id, name: mover.name, role, unit: mover.unit };
    }
  }
}

const isOneOf = (roles: readonly Role[], role: Role): boolean => roles.includes(role);
