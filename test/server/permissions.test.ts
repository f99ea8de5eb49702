import { describe, expect, test } from '@jest/globals';
import { Role } from '../../src/core/model/codes.js';
import { TicketMove, TicketState } from '../../src/core/model/ticket.js';
import { LIFECYCLE, mayEver, UNIT_ROLES } from '../../src/core/ticket/lifecycle.js';
import { type Action, ACTIONS, grantFor, PERMISSIONS, STAFF_MOVES } from '../../src/server/permissions.js';

/** The whole table again, as a picture: a = all, u = own unit only, - = refused. */
const PICTURE: Partial<Record<Action, string>> = {
  // operator dispatcher clerk unit-leader reviewer call-back supervisor sealed-desk auditor system- security- audit-admin
  'conversation.read': 'a a - - - a a a a - - -',
  'conversation.take': 'a - - - - - a a - - - -',
  'conversation.reply': 'a - - - - - a a - - - -',
  'conversation.note': 'a - - - - - a a - - - -',
  'conversation.flag': 'a - - - - - a a - - - -',
  'conversation.resend': 'a - - - - - a a - - - -',
  'canned-answer.use': 'a - u u - a a a - - - -',
  'canned-answer.share': '- - - u - - a - - - - -',
  'ticket.read': 'a a u u a a a a a - - -',
  'ticket.create': 'a - - - - - a a - - - -',
  'ticket.export': '- - - u - - a - - - - -',
  'ticket.query-code': 'a - - - - - a a - - - -',
  'person.read': 'a - u u - a a a - - - -',
  'person.reveal': '- a - - a - - - - - - -',
  'person.join': 'a - - - - - a a - - - -',
  'file.upload': 'a a u u a a a a - - - -',
  'quarantine.read': 'a - - - - - a - a - - -',
  'quarantine.open': 'a - - - - - a - - - - -',
  'publication.write': 'a - - - - - a - - - - -',
  'publication.moderate': '- - - - - - a - - - - -',
  'rule.manage': '- - - - - - a a - - - -',
  'sealed.list': '- - - - - - - a - - - -',
  'macro.share': '- - - u - - a a - - - -',
  'assignment.manage': '- - - - - - a - - - - -',
  'staff.manage': '- - - - - - - - - - a -',
  'channel.read': 'a a - - - - a - a a - -',
  'channel.manage': '- - - - - - - - - a - -',
  'city.check': '- - - - - - - - - a - -',
  'webhook.manage': '- - - - - - - - - a - -',
  'audit.read': '- - - - - - - - - - - a',
  'keys.manage': '- - - - - - - - - - a -',
  'retention.run': '- - - - - - - - - - a -',
  'citizen.export': '- - - - - - a - - - - -',
  'citizen.erase': '- - - - - - - - - - a -',
};
const SCOPES: Record<string, string | undefined> = { a: 'all', u: 'own-unit', '-': undefined };
const beside = ACTIONS.filter((action) => !STAFF_MOVES.some((move) => action === `ticket.${move}`));
const cells = beside.flatMap((action) =>
  (PICTURE[action] ?? '')
    .split(' ')
    .map((cell, i) => ({ action, role: Role.options[i] ?? 'auditor', scope: SCOPES[cell] })),
);

describe('who may do what', () => {
  test('every role meets every action once', () => {
    expect(cells).toHaveLength(beside.length * Role.options.length);
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

  test('a role may ask for a move exactly when the life of a ticket allows it somewhere', () => {
    for (const role of Role.options)
      for (const move of STAFF_MOVES) {
        const possible = TicketState.options.some((state) => LIFECYCLE[state][move]?.by.includes(role));
        expect([role, move, PERMISSIONS[role][`ticket.${move}`] !== undefined]).toEqual([
          role,
          move,
          possible,
        ]);
      }
  });

  test('a role of a unit has every right on its own unit only', () => {
    for (const role of UNIT_ROLES)
      expect(new Set(Object.values(PERMISSIONS[role]))).toEqual(new Set(['own-unit']));
  });

  test('every move that anybody of staff may make can be asked for', () => {
    const staffed = TicketMove.options.filter((move) => Role.options.some((role) => mayEver(role, move)));
    expect([...STAFF_MOVES].sort()).toEqual(staffed.sort());
  });
});
