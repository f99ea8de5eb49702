import { Role, ROLE_ZH } from '../../src/core/model/codes.js';
import {
  CLOCK_ZH,
  TICKET_MOVE_ZH,
  TICKET_STATE_ZH,
  type TicketMove,
  TicketState,
} from '../../src/core/model/ticket.js';
import { LIFECYCLE, movesOf, type Rule } from '../../src/core/ticket/lifecycle.js';
import { ACTIONS, PERMISSIONS, STAFF_MOVES } from '../../src/server/permissions.js';
import { code, table } from './markdown.js';

/** The life of a ticket: every legal move. */
export function lifecycleDoc(): string {
  const rows = TicketState.options.flatMap((state) =>
    movesOf(state).flatMap((move) => {
      const rule = LIFECYCLE[state][move];
      if (!rule) return [];
      const by = rule.by.join(', ');
      return [
        [
          `${code(state)} ${TICKET_STATE_ZH[state]}`,
          `${code(move)} ${TICKET_MOVE_ZH[move]}`,
          becomes(state, rule.to),
          by,
          rule.needs.join(', ') || '–',
          [
            ...(rule.starts ?? []).map((step) => `+${CLOCK_ZH[step]}`),
            ...ends(rule),
            ...(rule.clock ? [rule.clock] : []),
          ].join(' ') || '–',
          rule.tells.join(', ') || '–',
        ],
      ];
    }),
  );
  return table(['state', 'move', 'becomes', 'by', 'must carry', 'clocks', 'is told'], rows);
}

function becomes(state: TicketState, to: Rule['to']): string {
  if (to === 'before') return 'as before';
  return to === state ? 'stays' : `${code(to)} ${TICKET_STATE_ZH[to]}`;
}

function ends({ ends = [] }: Rule): string[] {
  return ends.length > 5 ? ['−all'] : ends.map((step) => `−${CLOCK_ZH[step]}`);
}

/** Who may do what. */
export function permissionsDoc(): string {
  const head = ['action', ...Role.options.map((role) => `${role} ${ROLE_ZH[role]}`)];
  const words = { all: 'yes', 'own-unit': 'own unit' } as const;
  const rows = ACTIONS.map((action) => [
    code(action),
    ...Role.options.map((role) => {
      const scope = PERMISSIONS[role][action];
      return scope === undefined ? '–' : words[scope];
    }),
  ]);
  return table(head, rows);
}

/** In which states a role may make a move; roles that make none are left out. */
export function movesDoc(): string {
  const roles = Role.options.filter((role) => STAFF_MOVES.some((move) => statesOf(role, move).length > 0));
  const rows = STAFF_MOVES.map((move) => [
    `${code(move)} ${TICKET_MOVE_ZH[move]}`,
    ...roles.map((role) => inShort(statesOf(role, move))),
  ]);
  return table(['move', ...roles.map((role) => `${role} ${ROLE_ZH[role]}`)], rows);
}

function statesOf(role: Role, move: TicketMove): TicketState[] {
  return TicketState.options.filter((state) => LIFECYCLE[state][move]?.by.includes(role));
}

const OPEN = TicketState.options.filter((state) => LIFECYCLE[state].supplement);

function inShort(states: readonly TicketState[]): string {
  const open = OPEN.every((state) => states.includes(state));
  const rest = open ? states.filter((state) => !OPEN.includes(state)) : states;
  return [...(open ? ['open'] : []), ...rest].join(', ') || '–';
}
