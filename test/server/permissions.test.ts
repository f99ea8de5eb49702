import { describe, expect, test } from '@jest/globals';
import { Role } from '../../src/core/model/codes.js';
import { TicketState } from '../../src/core/model/ticket.js';
import { LIFECYCLE } from '../../src/core/ticket/lifecycle.js';
import { type Action, ACTIONS, grantFor, PERMISSIONS, STAFF_MOVES } from '../../src/server/permissions.js';

/** The whole table again, as a picture: a = all, u = own unit only, - = refused. */
const PICTURE: Record<Action, string> = {
  // operator dispatcher clerk unit-leader reviewer call-back supervisor sealed-desk auditor system- security- audit-admin
  'conversation.read': 'a a - - - a a a a - - -',
  'conversation.take': 'a - - - - - a a - - - -',
  'conversation.reply': 'a - - - - - a a - - - -',
  'conversation.note': 'a - - - - - a a - - - -',
  'conversation.flag': 'a - - - - - a a - - - -',
  'conversation.resend': 'a - - - - - a a - - - -',
  'ticket.read': 'a a u u a a a a a - - -',
  'ticket.create': 'a - - - - - a a - - - -',
  'ticket.dispatch': 'a a - - - - a - - - - -',
  'ticket.sign': '- - u u - - a - - - - -',
  'ticket.return': '- - u u - - - - - - - -',
  'ticket.reply': '- - u u - - a - - - - -',
  'ticket.review': '- - - - a - a - - - - -',
  'ticket.rework': 'a - - - a - a - - - - -',
  'ticket.close': 'a - - - - - a a - - - -',
  'ticket.cancel': 'a - - - - - a - - - - -',
  'ticket.note': 'a a u u a a a a - - - -',
  'ticket.query-code': 'a - - - - - a a - - - -',
  'person.read': 'a - u u - a a a - - - -',
  'person.join': 'a - - - - - a a - - - -',
  'quarantine.read': 'a - - - - - a - a - - -',
  'staff.manage': '- - - - - - - - - - a -',
  'channel.read': 'a a - - - - a - a a - -',
  'channel.manage': '- - - - - - - - - a - -',
};
const SCOPES: Record<string, string | undefined> = { a: 'all', u: 'own-unit', '-': undefined };
const cells = ACTIONS.flatMap((action) =>
  PICTURE[action]
    .split(' ')
    .map((cell, i) => ({ action, role: Role.options[i] ?? 'auditor', scope: SCOPES[cell] })),
);

describe('who may do what', () => {
  test('every role meets every action once', () => {
    expect(cells).toHaveLength(ACTIONS.length * Role.options.length);
  });

  test.each(cells)('$role, $action: $scope', ({ role, action, scope }) => {
    expect(PERMISSIONS[role][action]).toBe(scope);
    expect(grantFor({ roles: [role], unit: 'city-lights' }, action)?.scope).toBe(scope);
  });

  test('the widest right of several roles counts', () => {
    expect(grantFor({ roles: ['clerk', 'operator'], unit: 'u' }, 'ticket.read')).toEqual({
      role: 'operator',
      scope: 'all',
    });
    expect(grantFor({ roles: ['security-admin', 'clerk'], unit: 'u' }, 'ticket.sign')).toEqual({
      role: 'clerk',
      scope: 'own-unit',
    });
  });

  test('a clerk without a unit has no tickets', () => {
    for (const action of ACTIONS) expect(grantFor({ roles: ['clerk'] }, action)).toBeUndefined();
  });

  test('an auditor changes nothing', () => {
    const allowed = ACTIONS.filter((action) => PERMISSIONS.auditor[action]);
    expect(allowed.filter((action) => !action.endsWith('.read'))).toEqual([]);
  });

  test('no move is promised that the life of a ticket never allows', () => {
    const promised = Role.options.flatMap((role) =>
      STAFF_MOVES.filter((move) => PERMISSIONS[role][`ticket.${move}`]).map((move) => ({ role, move })),
    );
    const possible = promised.filter(({ role, move }) =>
      TicketState.options.some((state) => LIFECYCLE[state][move]?.by.includes(role)),
    );
    expect(possible).toEqual(promised);
  });
});
