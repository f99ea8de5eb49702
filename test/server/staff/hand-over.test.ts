import { expect, test } from '@jest/globals';
import { decideMove } from '../../../src/core/ticket/decide.js';
import { evolve } from '../../../src/core/ticket/evolve.js';
import type { MoveDetails, Ticket, TicketMove } from '../../../src/core/model/ticket.js';
import { handOverRecord } from '../../../src/server/staff/hand-over-routes.js';
import { accepted, at, city, context, staff } from '../../core/ticket/tickets.js';

const desk = { ...staff('sealed-desk'), name: '密件专员甲' };
const moved = (ticket: Ticket, move: TicketMove, details: MoveDetails, local: string) =>
  evolve(ticket, decideMove(ticket, move, desk, `${move}1`, details, context(at(local))));

test('the record of a sealed hand-over says who gave what to whom, and not a word of the matter', () => {
  const sealed = accepted(at('2026-11-23 10:00'), {
    secrecy: 'sealed',
    matter: '某局长收受贿赂',
    title: '局长受贿',
  });
  expect(handOverRecord(sealed, city)).toBeUndefined();
  const given = moved(sealed, 'hand-over', { to: '12388', reason: '涉纪' }, '2026-11-23 10:30');
  expect(handOverRecord(given, city)?.text).toContain('接收回执：尚未收到');
  const taken = moved(given, 'receipt', { receipt: '盐纪2026-117' }, '2026-11-24 09:00');
  const { text = '' } = handOverRecord(taken, city) ?? {};
  expect(text).toContain('接收回执：盐纪2026-117（2026-11-24 09:00登记）');
  expect(text).toContain('移交时间：2026-11-23 10:30');
  expect(text).toMatch(/接收单位：.*（12388）/);
  expect(text).toContain('密件专员甲');
  expect(text).not.toMatch(/局长|贿/);
});
