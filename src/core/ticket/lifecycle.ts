import type { Role } from '../model/codes.js';
import { ClockStep, type MoveDetails, TicketMove, type TicketState } from '../model/ticket.js';

/** Whoever may be told of a move: the citizen on their channel, staff in their notices. */
export type Told = 'citizen' | 'lead' | 'assists' | 'unit-leader' | 'desk';

/** One legal move: where it leads, who may, what it must carry, which clocks it moves, who is told. */
export interface Rule {
  /** `before`: back to where the ticket was when it was joined. */
  to: TicketState | 'before';
  by: readonly (Role | 'citizen' | 'system' | 'peer')[];
  /** Details without which the move is refused. */
  needs: readonly (keyof MoveDetails)[];
  starts?: readonly ClockStep[];
  ends?: readonly ClockStep[];
  /** The handling clock stands still, or goes on. */
  clock?: 'pause' | 'resume';
  tells: readonly Told[];
}

const DESK = ['operator', 'dispatcher', 'supervisor', 'sealed-desk'] as const;
const UNIT = ['clerk', 'unit-leader'] as const;
const ALL_CLOCKS = ClockStep.options;
type Moves = Partial<Record<TicketMove, Rule>>;

/** What is possible wherever somebody still works on the ticket. */
const open = (state: TicketState): Moves => ({
  note: { to: state, by: [...DESK, ...UNIT, 'reviewer', 'call-back', 'system'], needs: ['text'], tells: [] },
  comment: {
    to: state,
    by: [...DESK, ...UNIT, 'reviewer', 'peer'],
    needs: ['text'],
    tells: ['lead', 'desk'],
  },
  supplement: { to: state, by: ['citizen', ...DESK, 'peer'], needs: ['text'], tells: ['lead'] },
  urge: { to: state, by: ['citizen', ...DESK, 'peer'], needs: [], tells: ['lead'] },
  supervise: {
    to: state,
    by: ['supervisor', 'system'],
    needs: ['level', 'reason'],
    tells: ['lead', 'unit-leader'],
  },
  acknowledge: { to: state, by: UNIT, needs: ['text'], tells: ['desk'] },
  card: { to: state, by: ['system'], needs: ['card', 'step'], tells: ['lead', 'unit-leader'] },
  relate: { to: state, by: [...DESK, 'system'], needs: ['ticketIds'], tells: [] },
  split: { to: state, by: DESK, needs: ['parts'], tells: [] },
  recount: { to: state, by: ['supervisor', 'system'], needs: ['reason'], tells: [] },
  // A reform gave the unit's work to another: what it had is with its successor from that day on.
  succeed: { to: state, by: ['system'], needs: ['unit'], tells: ['lead'] },
});
/** Before anybody has answered, the citizen may still withdraw. */
const withdrawable = (state: TicketState): Moves => ({
  ...open(state),
  cancel: {
    to: 'cancelled',
    by: ['citizen', 'operator', 'supervisor', 'sealed-desk', 'peer'],
    needs: ['reason'],
    ends: ALL_CLOCKS,
    tells: ['citizen', 'lead'],
  },
});
const join = (): Moves => ({
  join: { to: 'joined', by: ['operator', 'dispatcher', 'supervisor'], needs: ['ticketIds'], tells: ['lead'] },
});
const transfer = (state: TicketState): Moves => ({
  transfer: {
    to: state,
    by: ['operator', 'dispatcher', 'supervisor'],
    needs: ['platform', 'reason'],
    tells: ['desk'],
  },
  reclassify: {
    to: state,
    by: ['operator', 'dispatcher', 'supervisor', 'system'],
    needs: ['reason'],
    tells: ['lead'],
  },
});
const apply = (state: TicketState): Moves => ({
  apply: { to: state, by: UNIT, needs: ['application', 'reason'], tells: ['desk'] },
  decide: {
    to: state,
    by: ['supervisor'],
    needs: ['applicationId', 'granted', 'reason'],
    tells: ['lead', 'citizen'],
  },
});
const rework = (ends: readonly ClockStep[]): Rule => ({
  to: 'signed',
  by: ['operator', 'reviewer', 'call-back', 'supervisor', 'peer'],
  needs: ['reason'],
  starts: ['handle'],
  ends,
  tells: ['citizen', 'lead'],
});
const archive: Moves = {
  archive: { to: 'archived', by: ['supervisor', 'sealed-desk', 'system'], needs: [], tells: [] },
};
const rate = (state: TicketState): Moves => ({
  rate: { to: state, by: ['citizen', ...DESK, 'call-back'], needs: ['rating'], tells: [] },
});

/**
 * The life of a ticket as one table: state × move → rule. What is not in the table is illegal. The chain
 * and its words are those of 国办发〔2020〕53号 (受理、派单、办理、答复、督办、办结、回访、评价), with 审核 as a step of
 * its own (广州), 退单 and its dispute (天津; 国办函〔2025〕66号: 派单异议审核), and 归档.
 */
export const LIFECYCLE: Readonly<Record<TicketState, Moves>> = {
  accepted: {
    ...withdrawable('accepted'),
    ...transfer('accepted'),
    ...join(),
    answer: {
      to: 'closed',
      by: ['operator', 'supervisor', 'sealed-desk'],
      needs: ['text', 'result'],
      ends: ALL_CLOCKS,
      tells: ['citizen'],
    },
    refuse: {
      to: 'refused',
      by: ['operator', 'dispatcher', 'supervisor', 'sealed-desk'],
      needs: ['refusal'],
      ends: ALL_CLOCKS,
      tells: ['citizen'],
    },
    dispatch: {
      to: 'dispatched',
      by: [...DESK],
      needs: ['unit'],
      starts: ['sign', 'return'],
      ends: ['dispatch'],
      tells: ['citizen', 'lead', 'assists'],
    },
    'hand-over': {
      to: 'handed-over',
      by: ['operator', 'supervisor', 'sealed-desk', 'system'],
      needs: ['to', 'reason'],
      ends: ALL_CLOCKS,
      tells: ['citizen'],
    },
  },
  dispatched: {
    ...withdrawable('dispatched'),
    ...transfer('dispatched'),
    ...join(),
    sign: {
      to: 'signed',
      by: [...UNIT, 'supervisor', 'system', 'peer'],
      needs: [],
      ends: ['sign'],
      tells: ['citizen'],
    },
    return: {
      to: 'returned',
      by: [...UNIT, 'peer'],
      needs: ['reason', 'basis'],
      starts: ['return-review'],
      ends: ['sign'],
      tells: ['desk'],
    },
  },
  returned: {
    ...withdrawable('returned'),
    'accept-return': {
      to: 'accepted',
      by: ['dispatcher', 'supervisor', 'operator'],
      needs: [],
      starts: ['dispatch'],
      ends: ['return', 'return-review'],
      tells: ['lead'],
    },
    'reject-return': {
      to: 'signed',
      by: ['dispatcher', 'supervisor', 'operator'],
      needs: ['reason'],
      ends: ['return', 'return-review'],
      tells: ['lead'],
    },
  },
  disputed: {
    ...withdrawable('disputed'),
    arbitrate: {
      to: 'dispatched',
      by: ['supervisor'],
      needs: ['unit', 'reason'],
      starts: ['sign'],
      ends: ['arbitrate'],
      tells: ['citizen', 'lead', 'assists'],
    },
  },
  signed: {
    ...withdrawable('signed'),
    ...transfer('signed'),
    ...apply('signed'),
    ...join(),
    return: {
      to: 'returned',
      by: [...UNIT, 'peer'],
      needs: ['reason', 'basis'],
      starts: ['return-review'],
      tells: ['desk'],
    },
    dispute: {
      to: 'disputed',
      by: ['unit-leader'],
      needs: ['reason', 'basis'],
      starts: ['arbitrate'],
      tells: ['desk'],
    },
    progress: {
      to: 'signed',
      by: [...UNIT, 'operator', 'supervisor', 'peer'],
      needs: ['text'],
      ends: ['feedback'],
      tells: ['citizen'],
    },
    'assist-reply': { to: 'signed', by: UNIT, needs: ['text'], tells: ['lead'] },
    suspend: {
      to: 'suspended',
      by: ['supervisor'],
      needs: ['cause', 'reason'],
      clock: 'pause',
      tells: ['citizen', 'lead'],
    },
    reply: {
      to: 'replied',
      by: [...UNIT, 'supervisor', 'peer'],
      needs: ['text', 'result'],
      starts: ['review'],
      ends: ['return', 'feedback'],
      tells: ['desk'],
    },
  },
  suspended: {
    ...withdrawable('suspended'),
    resume: {
      to: 'signed',
      by: ['supervisor', 'system'],
      needs: ['reason'],
      clock: 'resume',
      tells: ['citizen', 'lead'],
    },
  },
  replied: {
    ...open('replied'),
    ...apply('replied'),
    review: {
      to: 'reviewed',
      by: ['reviewer', 'supervisor'],
      needs: [],
      starts: ['call-back'],
      ends: ['handle', 'review'],
      tells: ['citizen', 'lead'],
    },
    // 退回重办: the answer never reached the citizen, so nobody tells them and the handling clock runs on.
    rework: {
      to: 'signed',
      by: ['reviewer', 'supervisor'],
      needs: ['reason'],
      ends: ['review'],
      tells: ['lead'],
    },
  },
  reviewed: {
    ...open('reviewed'),
    ...apply('reviewed'),
    ...rate('reviewed'),
    rework: rework(['call-back']),
    attempt: { to: 'reviewed', by: ['call-back', 'supervisor'], needs: [], tells: [] },
    'call-back': {
      to: 'called-back',
      by: ['call-back', 'supervisor', 'system'],
      needs: ['callBack'],
      ends: ['call-back'],
      tells: [],
    },
  },
  'called-back': {
    ...open('called-back'),
    ...apply('called-back'),
    ...rate('called-back'),
    rework: rework([]),
    close: {
      to: 'closed',
      by: ['operator', 'call-back', 'supervisor', 'sealed-desk', 'system'],
      needs: [],
      ends: ALL_CLOCKS,
      tells: ['citizen', 'lead'],
    },
  },
  closed: {
    ...open('closed'),
    ...apply('closed'),
    ...rate('closed'),
    ...archive,
    rework: rework([]),
  },
  joined: {
    ...open('joined'),
    unjoin: {
      to: 'before',
      by: ['operator', 'dispatcher', 'supervisor', 'system'],
      needs: ['reason'],
      tells: ['lead'],
    },
    follow: { to: 'closed', by: ['system'], needs: ['text'], ends: ALL_CLOCKS, tells: ['citizen'] },
    cancel: {
      to: 'cancelled',
      by: ['citizen', 'operator', 'supervisor'],
      needs: ['reason'],
      ends: ALL_CLOCKS,
      tells: ['citizen'],
    },
  },
  'handed-over': {
    ...archive,
    receipt: {
      to: 'handed-over',
      by: ['operator', 'supervisor', 'sealed-desk', 'peer'],
      needs: ['receipt'],
      tells: [],
    },
    note: { to: 'handed-over', by: [...DESK, 'system'], needs: ['text'], tells: [] },
  },
  refused: {
    ...archive,
    note: { to: 'refused', by: [...DESK, 'system'], needs: ['text'], tells: [] },
  },
  cancelled: {
    ...archive,
    note: { to: 'cancelled', by: [...DESK, 'system'], needs: ['text'], tells: [] },
  },
  archived: {},
};

/** Moves that the table knows for a state, in the order of an ordinary life. */
export function movesOf(state: TicketState): TicketMove[] {
  return TicketMove.options.filter((move) => LIFECYCLE[state][move] !== undefined);
}

/** Moves that a role may make somewhere in the table. */
export function mayEver(role: Role, move: TicketMove): boolean {
  return Object.values(LIFECYCLE).some((moves) => moves[move]?.by.includes(role) === true);
}

/** Roles that act for a unit, on what is with their own unit alone. */
export const UNIT_ROLES: readonly Role[] = UNIT;
