import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { HubError } from '../../../src/core/errors.js';
import { TicketMove, TicketState } from '../../../src/core/model/ticket.js';
import { checkDetails, LIFECYCLE, type Mover, movesOf, ruleFor } from '../../../src/core/ticket/lifecycle.js';

const operator: Mover = { type: 'staff', id: 's1', name: '张', roles: ['operator'] };
const reviewer: Mover = { type: 'staff', id: 's2', name: '钱', roles: ['reviewer'] };
const clerk: Mover = { type: 'staff', id: 's2', name: '李', roles: ['clerk'], unit: 'urban-management' };
const auditor: Mover = { type: 'staff', id: 's3', name: '审', roles: ['auditor'] };
const citizen: Mover = { type: 'citizen' };

function refusal(action: () => unknown): HubError {
  try {
    action();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('the life of a ticket', () => {
  test.each<[TicketState, TicketMove, Mover, TicketState]>([
    ['accepted', 'dispatch', operator, 'dispatched'],
    ['accepted', 'close', operator, 'closed'],
    ['dispatched', 'sign', clerk, 'signed'],
    ['dispatched', 'return', clerk, 'accepted'],
    ['signed', 'reply', clerk, 'replied'],
    ['signed', 'return', clerk, 'accepted'],
    ['replied', 'review', reviewer, 'reviewed'],
    ['replied', 'rework', operator, 'signed'],
    ['reviewed', 'close', operator, 'closed'],
    ['reviewed', 'rework', operator, 'signed'],
    ['reviewed', 'rate', citizen, 'reviewed'],
    ['closed', 'rate', citizen, 'closed'],
    ['closed', 'rework', operator, 'signed'],
    ['accepted', 'cancel', citizen, 'cancelled'],
    ['signed', 'supplement', citizen, 'signed'],
    ['signed', 'urge', citizen, 'signed'],
  ])('%s + %s leads to the next state', (state, move, mover, to) => {
    expect(ruleFor({ state, unit: 'urban-management' }, move, mover).rule.to).toBe(to);
  });

  test('an illegal move is refused with the current state and what is possible', () => {
    const error = refusal(() => ruleFor({ state: 'accepted' }, 'sign', operator));
    expect(error).toMatchObject({
      fault: 'conflict',
      code: 'ticket-illegal-move',
      details: { state: 'accepted' },
    });
    expect(error.message).toContain('已受理');
    expect(error.hint).toContain('派单');
  });

  test('leak: a unit cannot act on the ticket of another unit', () => {
    const error = refusal(() => ruleFor({ state: 'signed', unit: 'transport' }, 'reply', clerk));
    expect(error).toMatchObject({ fault: 'not-allowed', code: 'ticket-move-not-allowed' });
  });

  test.each(TicketState.options)('an auditor moves nothing in %s', (state) => {
    for (const move of movesOf(state)) {
      expect(refusal(() => ruleFor({ state, unit: 'x' }, move, auditor)).fault).toBe('not-allowed');
    }
  });

  test('a citizen cannot answer, review or close', () => {
    for (const state of TicketState.options) {
      const allowed = movesOf(state).filter((move) => LIFECYCLE[state][move]?.by.includes('citizen'));
      expect(allowed.every((move) => ['supplement', 'urge', 'cancel', 'rate'].includes(move))).toBe(true);
    }
  });

  test('a move that lacks what it must carry names every missing field', () => {
    const { rule } = ruleFor({ state: 'signed', unit: 'urban-management' }, 'reply', clerk);
    const error = refusal(() => checkDetails(rule, 'reply', { text: '   ' }));
    expect(error.details.fields?.map((field) => field.path)).toEqual(['text', 'result']);
  });

  test('no dead end: from every state but cancelled, closed can be reached', () => {
    const reaches = (from: TicketState, seen = new Set<TicketState>()): boolean => {
      if (from === 'closed') return true;
      if (seen.has(from)) return false;
      seen.add(from);
      return movesOf(from).some((move) => {
        const to = LIFECYCLE[from][move]?.to;
        return to !== undefined && reaches(to, seen);
      });
    };
    expect(TicketState.options.filter((state) => !reaches(state))).toEqual(['cancelled']);
  });

  test('any sequence of moves by anybody ends in a state of the table or is refused, never otherwise', () => {
    const mover = fc.constantFrom<Mover>(operator, clerk, auditor, citizen, { type: 'system', rule: 'r' });
    const moves = fc.array(fc.tuple(fc.constantFrom(...TicketMove.options), mover), { maxLength: 40 });
    fc.assert(
      fc.property(moves, (sequence) => {
        let state: TicketState = 'accepted';
        for (const [move, who] of sequence) {
          const known = LIFECYCLE[state][move];
          try {
            state = ruleFor({ state, unit: 'urban-management' }, move, who).rule.to;
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
