import { describe, expect, test } from '@jest/globals';
import { movesFor } from '../../../src/core/ticket/may-move.js';
import { decideMove } from '../../../src/core/ticket/decide.js';
import { evolve } from '../../../src/core/ticket/evolve.js';
import type { Ticket } from '../../../src/core/model/ticket.js';
import { platformFor } from '../../../src/core/routing/platforms.js';
import { staffNotices } from '../../../src/core/ticket/staff-notices.js';
import { accepted, at, city, context, staff } from '../ticket/tickets.js';

const on = { ...city, platforms: [{ unit: 'county-funing' }] };
const funing = { text: '阜宁县阜城街道', county: '320923', town: '320923001' };

describe('where a ticket begins', () => {
  test.each([
    ['in a county with a platform of its own', { place: funing, secrecy: 'open' }, 'county-funing'],
    ['in another county', { place: { text: '射阳', county: '320924' }, secrecy: 'open' }, undefined],
    ['nowhere known', { secrecy: 'open' }, undefined],
    ['in confidence', { place: funing, secrecy: 'confidential' }, 'county-funing'],
    ['under seal: with the city alone', { place: funing, secrecy: 'sealed' }, undefined],
  ] as const)('%s', (_, request, platform) => {
    expect(platformFor(on, request)).toBe(platform);
  });

  test('with the city where no county has a platform', () => {
    expect(platformFor(city, { place: funing, secrecy: 'open' })).toBeUndefined();
  });
});

describe('transfer up and down', () => {
  const now = at('2026-11-23 10:00');
  const move = (ticket: Ticket, platform: string, by = staff('operator')) =>
    evolve(
      ticket,
      decideMove(ticket, 'transfer', by, `k${ticket.version}`, { platform, reason: '属地' }, context(now)),
    );
  const inCounty = { ...staff('operator'), platform: 'county-funing' };

  test('number, history and clocks stay; the platform that holds it is told', () => {
    const born = accepted(now);
    const down = move(born, 'county-funing');
    const up = move(down, 'city', inCounty);
    expect([down.platform, up.platform]).toEqual(['county-funing', undefined]);
    for (const ticket of [down, up])
      expect(ticket).toMatchObject({ number: born.number, state: born.state, deadlines: born.deadlines });
    expect(up.events.map(({ move: one }) => one)).toEqual(['accept', 'transfer', 'transfer']);
    const told = down.events.slice(1).flatMap((event) => staffNotices(down, event));
    expect(told.map(({ to }) => to)).toEqual([{ type: 'desk', platform: 'county-funing' }]);
  });

  test('a county moves what it holds and nothing else; the city moves everything', () => {
    const born = accepted(now);
    const down = move(born, 'county-funing');
    expect(movesFor(born, inCounty)).toEqual([]);
    expect(movesFor(down, inCounty)).toContain('transfer');
    expect(movesFor(down, staff('operator'))).toEqual(movesFor(born, staff('operator')));
    expect(() => move(born, 'county-funing', inCounty)).toThrow();
  });

  test('a sealed ticket is transferred by nobody', () => {
    const sealed = accepted(now, { secrecy: 'sealed' });
    for (const role of ['operator', 'supervisor', 'sealed-desk'] as const)
      expect(movesFor(sealed, staff(role))).not.toContain('transfer');
  });
});
