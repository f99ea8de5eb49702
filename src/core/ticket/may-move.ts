import { HubError } from '../errors.js';
import type { Role } from '../model/codes.js';
import {
  type Actor,
  type EventRuleMark,
  type MoveDetails,
  type Ticket,
  TICKET_MOVE_ZH,
  TICKET_STATE_ZH,
  type TicketMove,
} from '../model/ticket.js';
import { LIFECYCLE, movesOf, type Rule, UNIT_ROLES } from './lifecycle.js';

/** Who wants to move a ticket: people of staff may have several roles, the move is recorded under one. */
export type Mover =
  | { type: 'citizen' }
  | { type: 'system'; rule: string; eventRule?: EventRuleMark }
  | {
      type: 'peer';
      peer: string;
      /** The unit it acts for. */
      unit: string;
      /** It sent the ticket itself, and speaks for its citizen. */
      origin?: boolean;
    }
  | { type: 'staff'; id: string; name: string; roles: readonly Role[]; unit?: string; platform?: string };

type Moved = Pick<Ticket, 'state' | 'unit' | 'assists' | 'platform'> & {
  request: Pick<Ticket['request'], 'secrecy'>;
};

/** Finds the rule of a move and under which hat it is made, or refuses it saying what is possible now. */
export function ruleFor(ticket: Moved, move: TicketMove, mover: Mover): { rule: Rule; actor: Actor } {
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
  const actor = actorFor(rule, move, mover, ticket);
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

/** The moves this person may make on this ticket now, in the order of an ordinary life. */
export function movesFor(ticket: Moved, mover: Mover): TicketMove[] {
  return movesOf(ticket.state).filter((move) => {
    const rule = LIFECYCLE[ticket.state][move];
    return rule !== undefined && actorFor(rule, move, mover, ticket) !== undefined;
  });
}

/** Refuses a move that lacks what it must carry, naming every missing field. */
export function checkDetails(
  needs: readonly (keyof MoveDetails)[],
  move: TicketMove,
  details: MoveDetails,
): void {
  const missing = needs.filter((field) => {
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

function actorFor(rule: Rule, move: TicketMove, mover: Mover, ticket: Moved): Actor | undefined {
  switch (mover.type) {
    case 'citizen':
      return rule.by.includes('citizen') ? mover : undefined;
    case 'system':
      return rule.by.includes('system') ? mover : undefined;
    case 'peer':
      // A peer answers for its own unit alone, like that unit's clerk; of what it sent it may ask, not answer.
      return rule.by.includes('peer') &&
        (mover.origin ? OF_ORIGIN.includes(move) : ticket.unit === mover.unit)
        ? { type: 'peer', peer: mover.peer }
        : undefined;
    case 'staff': {
      const role = mover.roles.find((one) => rule.by.includes(one) && mayAs(one, move, mover, ticket));
      return role && { type: 'staff', id: mover.id, name: mover.name, role, unit: mover.unit };
    }
  }
}

/** Moves of the platform that a ticket came from. */
const OF_ORIGIN: readonly TicketMove[] = ['supplement', 'urge', 'cancel', 'rework', 'comment'];

/** Moves an assisting unit makes too: its own part, and talking. */
const OF_ASSISTS: readonly TicketMove[] = ['assist-reply', 'comment', 'note'];

function mayAs(
  role: Role,
  move: TicketMove,
  mover: Extract<Mover, { type: 'staff' }>,
  ticket: Moved,
): boolean {
  // 密件: whoever else has the right elsewhere has it not here.
  if (ticket.request.secrecy === 'sealed' && role !== 'sealed-desk') return false;
  if (UNIT_ROLES.includes(role)) {
    // A unit must not act on another unit's ticket: its clock and its answer are assessed.
    const assists = ticket.assists.some(({ unit }) => unit === mover.unit);
    if (move === 'assist-reply') return assists;
    return mover.unit !== undefined && (mover.unit === ticket.unit || (assists && OF_ASSISTS.includes(move)));
  }
  // 县级平台: what a county holds is moved there; the city moves everything.
  return mover.platform === undefined || mover.platform === ticket.platform;
}
