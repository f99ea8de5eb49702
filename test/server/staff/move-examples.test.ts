import { expect, test } from '@jest/globals';
import { MoveDetails, TicketState } from '../../../src/core/model/ticket.js';
import { LIFECYCLE } from '../../../src/core/ticket/lifecycle.js';
import { checkDetails } from '../../../src/core/ticket/may-move.js';
import { STAFF_MOVES } from '../../../src/server/permissions.js';
import { MOVE_BODIES } from '../../../src/server/staff/move-bodies.js';
import { MOVE_EXAMPLES } from '../../../src/server/staff/move-examples.js';

test.each(STAFF_MOVES)('the example of %s is taken, and carries what the move needs', (move) => {
  const details = MoveDetails.parse(MOVE_BODIES[move].parse(MOVE_EXAMPLES[move]));
  for (const state of TicketState.options) {
    const needs = LIFECYCLE[state][move]?.needs ?? [];
    expect(() => checkDetails(needs, move, details)).not.toThrow();
  }
});
