import { workingCalendar } from '../../../src/core/deadline/calendar.js';
import { zoneOf } from '../../../src/core/deadline/zone.js';
import type { Role } from '../../../src/core/model/codes.js';
import type { MoveDetails, Ticket, TicketMove } from '../../../src/core/model/ticket.js';
import { startClock } from '../../../src/core/ticket/clocks.js';
import { decideMove, type MoveContext } from '../../../src/core/ticket/decide.js';
import { evolve, newborn } from '../../../src/core/ticket/evolve.js';
import type { Mover } from '../../../src/core/ticket/may-move.js';
import { loadCity } from '../../../src/config/load-city.js';
import { ticket as sample } from '../../store/samples.js';

export const city = loadCity('config/city/yancheng');
export const calendar = workingCalendar(city.deadlines, city.holidays);
export const clocks = { rules: city.deadlines, calendar };
export const LEAD = 'natural-resources';
export const ASSIST = 'housing-construction';

/** A moment of Yancheng: `at('2026-09-30 16:40')`. */
export const at = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+08:00`);

export const context = (now: Date): MoveContext => ({
  now,
  city,
  zone: zoneOf(city.profile.timezone),
  clocks,
});

export const staff = (role: Role, unit?: string): Mover => ({
  type: 'staff',
  id: role,
  name: role,
  roles: [role],
  unit,
});
export const citizen: Mover = { type: 'citizen' };
export const system: Mover = { type: 'system', rule: 'test' };
export const clerk = staff('clerk', LEAD);
export const leader = staff('unit-leader', LEAD);
export const supervisor = staff('supervisor');

/** A new ticket, taken in at that moment. */
export function accepted(now: Date, over: Partial<Ticket['request']> = {}): Ticket {
  const request = { ...sample('t1', '工地半夜施工').request, type: 'help' as const, ...over };
  const classed = { ...request, deadlines: [] };
  const first = {
    seq: 1,
    commandId: 'c1',
    at: now,
    actor: { type: 'citizen' as const },
    move: 'accept' as const,
    to: 'accepted' as const,
    details: {},
    clocks: (['dispatch', 'feedback', 'handle'] as const).flatMap(
      (step) => startClock(classed, step, now, clocks) ?? [],
    ),
  };
  const born = sample('t1', request.matter);
  return newborn({ ...born, request, noticedSeq: 0 }, first);
}

/** Moves a ticket as the hub does. */
export function moved(
  ticket: Ticket,
  now: Date,
  move: TicketMove,
  mover: Mover,
  details: MoveDetails = {},
): Ticket {
  const commandId = `c${ticket.events.length + 1}`;
  return evolve(ticket, decideMove(ticket, move, mover, commandId, details, context(now)));
}

export const REPLY: MoveDetails = {
  text: '已责令停工整改。',
  facts: '经现场核实，工地22时后仍在施工。',
  basis: '《噪声污染防治法》第四十三条',
  contact: '王科长 0515-88110000',
  result: 'solved',
};
