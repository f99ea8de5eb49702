import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { HubError } from '../../../src/core/errors.js';
import { TicketMove, TicketState } from '../../../src/core/model/ticket.js';
import { LIFECYCLE, movesOf } from '../../../src/core/ticket/lifecycle.js';
import { checkDetails, type Mover, movesFor, ruleFor } from '../../../src/core/ticket/may-move.js';

const staff = (role: Extract<Mover, { type: 'staff' }>['roles'][number], unit?: string): Mover => ({
  type: 'staff',
  id: role,
  name: role,
  roles: [role],
  unit,
});
const operator = staff('operator');
const reviewer = staff('reviewer');
const supervisor = staff('supervisor');
const caller = staff('call-back');
const auditor = staff('auditor');
const clerk = staff('clerk', 'lights');
const leader = staff('unit-leader', 'lights');
const helper = staff('clerk', 'water');
const desk = staff('sealed-desk');
const citizen: Mover = { type: 'citizen' };
const system: Mover = { type: 'system', rule: 'r' };

const at = (state: TicketState, over: Partial<Parameters<typeof ruleFor>[0]> = {}) => ({
  state,
  unit: 'lights',
  assists: [{ unit: 'water', askedAt: new Date(0) }],
  request: { secrecy: 'open' as const },
  ...over,
});

function refusal(action: () => unknown): HubError {
  try {
    action();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

const nextOf = (state: TicketState): TicketState[] =>
  movesOf(state).flatMap((move) => {
    const to = LIFECYCLE[state][move]?.to;
    return to === undefined || to === 'before' ? [] : [to];
  });

describe('the life of a ticket', () => {
  test.each<[TicketState, TicketMove, Mover, TicketState | 'before']>([
    ['accepted', 'answer', operator, 'closed'],
    ['accepted', 'refuse', operator, 'refused'],
    ['accepted', 'dispatch', operator, 'dispatched'],
    ['accepted', 'hand-over', operator, 'handed-over'],
    ['accepted', 'join', operator, 'joined'],
    ['dispatched', 'sign', clerk, 'signed'],
    ['dispatched', 'sign', system, 'signed'],
    ['dispatched', 'return', clerk, 'returned'],
    ['returned', 'accept-return', operator, 'accepted'],
    ['returned', 'reject-return', operator, 'signed'],
    ['signed', 'dispute', leader, 'disputed'],
    ['disputed', 'arbitrate', supervisor, 'dispatched'],
    ['signed', 'progress', clerk, 'signed'],
    ['signed', 'assist-reply', helper, 'signed'],
    ['signed', 'suspend', supervisor, 'suspended'],
    ['suspended', 'resume', system, 'signed'],
    ['signed', 'reply', clerk, 'replied'],
    ['replied', 'review', reviewer, 'reviewed'],
    ['replied', 'rework', reviewer, 'signed'],
    ['reviewed', 'call-back', caller, 'called-back'],
    ['reviewed', 'call-back', system, 'called-back'],
    ['reviewed', 'rework', caller, 'signed'],
    ['reviewed', 'rate', citizen, 'reviewed'],
    ['called-back', 'close', system, 'closed'],
    ['closed', 'rate', citizen, 'closed'],
    ['closed', 'rework', operator, 'signed'],
    ['closed', 'archive', system, 'archived'],
    ['joined', 'unjoin', operator, 'before'],
    ['joined', 'follow', system, 'closed'],
    ['accepted', 'cancel', citizen, 'cancelled'],
    ['signed', 'supplement', citizen, 'signed'],
    ['signed', 'urge', citizen, 'signed'],
    ['refused', 'archive', supervisor, 'archived'],
  ])('%s + %s leads to the next state', (state, move, mover, to) => {
    expect(ruleFor(at(state), move, mover).rule.to).toBe(to);
  });

  test('an illegal move is refused with the current state and what is possible', () => {
    const error = refusal(() => ruleFor(at('accepted'), 'sign', operator));
    expect(error).toMatchObject({
      fault: 'conflict',
      code: 'ticket-illegal-move',
      details: { state: 'accepted' },
    });
    expect(error.message).toContain('已受理');
    expect(error.hint).toContain('派单');
  });

  test('leak: a unit cannot act on the ticket of another unit', () => {
    const error = refusal(() => ruleFor(at('signed', { unit: 'transport' }), 'reply', clerk));
    expect(error).toMatchObject({ fault: 'not-allowed', code: 'ticket-move-not-allowed' });
  });

  test('an assisting unit answers its own part and nothing else', () => {
    expect(movesFor(at('signed'), helper).sort()).toEqual(['assist-reply', 'comment', 'note']);
  });

  test.each<[string, Mover]>([
    ['the unit complained about', clerk],
    ['its leader', leader],
    ['an operator', operator],
    ['a supervisor', supervisor],
  ])('leak: a sealed matter is moved by the sealed desk alone, not by %s', (_who, mover) => {
    const sealed = at('accepted', { request: { secrecy: 'sealed' } });
    expect(movesFor(sealed, mover)).toEqual([]);
    expect(movesFor(sealed, desk)).toContain('hand-over');
  });

  test('the unit cannot touch 回访, 审核 and 督办', () => {
    for (const state of TicketState.options)
      for (const who of [clerk, leader])
        expect(movesFor(at(state), who)).not.toEqual(
          expect.arrayContaining([
            expect.stringMatching(/^(call-back|attempt|review|supervise|rate|decide)$/),
          ]),
        );
  });

  test('a county moves what it holds, the city moves everything', () => {
    const county: Mover = { type: 'staff', id: 'c', name: 'c', roles: ['operator'], platform: 'north' };
    expect(movesFor(at('accepted', { platform: 'north' }), county)).toContain('dispatch');
    expect(movesFor(at('accepted', { platform: 'south' }), county)).toEqual([]);
    expect(movesFor(at('accepted'), county)).toEqual([]);
    expect(movesFor(at('accepted', { platform: 'south' }), operator)).toContain('dispatch');
  });

  test.each(TicketState.options)('an auditor moves nothing in %s', (state) => {
    expect(movesFor(at(state), auditor)).toEqual([]);
  });

  test('a citizen can add, urge, withdraw and rate, and nothing else', () => {
    const theirs = new Set(TicketState.options.flatMap((state) => movesFor(at(state), citizen)));
    expect([...theirs].sort()).toEqual(['cancel', 'rate', 'supplement', 'urge']);
  });

  test('a move that lacks what it must carry names every missing field', () => {
    const { rule } = ruleFor(at('signed'), 'reply', clerk);
    const error = refusal(() => checkDetails(rule.needs, 'reply', { text: '   ' }));
    expect(error.details.fields?.map((field) => field.path)).toEqual(['text', 'result']);
  });

  test('no dead end: from every state the archive can be reached, and it alone has no way on', () => {
    const reaches = (from: TicketState, seen = new Set<TicketState>()): boolean => {
      if (from === 'archived') return true;
      if (seen.has(from)) return false;
      seen.add(from);
      return nextOf(from).some((to) => reaches(to, seen));
    };
    expect(TicketState.options.filter((state) => !reaches(state))).toEqual([]);
    expect(TicketState.options.filter((state) => movesOf(state).length === 0)).toEqual(['archived']);
  });

  test('every state of the table is reached from acceptance, and every move is used', () => {
    const seen: Set<TicketState> = new Set(['accepted']);
    for (const state of seen) for (const next of nextOf(state)) seen.add(next);
    expect([...seen].sort()).toEqual([...TicketState.options].sort());
    const used = new Set(TicketState.options.flatMap(movesOf));
    expect(TicketMove.options.filter((move) => !used.has(move))).toEqual(['accept']);
  });

  test('any sequence of moves by anybody is in the table or is refused, never otherwise', () => {
    const mover = fc.constantFrom<Mover>(operator, clerk, auditor, citizen, system, supervisor, leader);
    const moves = fc.array(fc.tuple(fc.constantFrom(...TicketMove.options), mover), { maxLength: 40 });
    fc.assert(
      fc.property(moves, (sequence) => {
        let state: TicketState = 'accepted';
        for (const [move, who] of sequence) {
          const known = LIFECYCLE[state][move];
          try {
            const to: TicketState | 'before' = ruleFor(at(state), move, who).rule.to;
            state = to === 'before' ? 'accepted' : to;
            if (!known) return false;
          } catch (error) {
            if (!(error instanceof HubError)) return false;
          }
        }
        return TicketState.options.includes(state);
      }),
    );
  });
});
