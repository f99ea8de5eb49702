import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Ticket } from '../../src/core/model/ticket.js';

/**
 * The same year counted again, by a short program that shares nothing with the hub's: it knows a list of working
 * days and three rules, and reads what happened from the histories alone.
 */

const Table = z.object({ days: z.array(z.object({ date: z.string(), off: z.boolean() })) });

/** Working days of 2025–2026 from the official tables, as "2026-10-10". */
const SPECIAL = new Map<string, boolean>(
  [2025, 2026].flatMap((year): [string, boolean][] => {
    const file = `config/city/yancheng/holidays/${year}.json`;
    const { days } = Table.parse(JSON.parse(readFileSync(file, 'utf8')));
    return days.map(({ date, off }) => [date, !off]);
  }),
);
const DAY = 86_400_000;
const ZONE = 8 * 3_600_000;
const dayOf = (at: Date) => Math.floor((at.getTime() + ZONE) / DAY);
const named = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);
const works = (day: number) => SPECIAL.get(named(day)) ?? (day + 3) % 7 < 5;
/** Close of business, 17:30. */
const close = (day: number) => day * DAY - ZONE + 17.5 * 3_600_000;
/** 08:30–12:00 and 14:00–17:30. */
const HOURS = [
  [8.5, 12],
  [14, 17.5],
] as const;

type Limit = { amount: number; unit: string };
type Pause = { from: Date; to?: Date };
const stood = (at: number, pauses: Pause[]) =>
  pauses.some(({ from, to }) => from.getTime() <= at && at < (to?.getTime() ?? Infinity));

function forward(from: number, { amount, unit }: Limit, pauses: Pause[]): number {
  if (unit === 'working-day') {
    let day = dayOf(new Date(from));
    for (let left = amount; left > 0;) {
      day += 1;
      if (works(day) && !stood(close(day), pauses)) left -= 1;
    }
    return close(day);
  }
  let due = from + amount * (unit === 'minute' ? 60_000 : 3_600_000);
  for (const pause of [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const begin = Math.max(pause.from.getTime(), from);
    if (begin < due) due += Math.max(0, (pause.to?.getTime() ?? begin) - begin);
  }
  return due;
}

function backward(from: number, { amount, unit }: Limit): number {
  let day = dayOf(new Date(from));
  if (unit === 'working-day') {
    for (let left = amount; left > 0;) {
      day -= 1;
      if (works(day)) left -= 1;
    }
    return close(day);
  }
  if (unit === 'minute' || unit === 'hour') return from - amount * (unit === 'minute' ? 60_000 : 3_600_000);
  let left = amount * 3_600_000;
  for (;;) {
    if (works(day))
      for (const [opens, ends] of [...HOURS].reverse()) {
        const begin = day * DAY - ZONE + opens * 3_600_000;
        const end = Math.min(from, day * DAY - ZONE + ends * 3_600_000);
        if (end <= begin) continue;
        if (left <= end - begin) return end - left;
        left -= end - begin;
      }
    day -= 1;
  }
}

/** Everything about one ticket that the hub says and this program finds otherwise; empty when they agree. */
export function differences(ticket: Ticket, yearEnd: Date): string[] {
  const found: string[] = [];
  const say = (what: string, hub: unknown, here: unknown) => {
    if (String(hub) !== String(here))
      found.push(`${ticket.id} ${what}: hub ${String(hub)}, here ${String(here)}`);
  };
  for (const clock of ticket.deadlines) {
    if (clock.dueAt === undefined) continue;
    let due = forward(clock.startedAt.getTime(), clock.rule.limit, clock.pauses);
    for (const more of clock.extensions) due = forward(due, more, clock.pauses);
    say(`${clock.id} due`, clock.dueAt.toISOString(), new Date(due).toISOString());
    const warn = clock.rule.warn && clock.pauses.length === 0 ? backward(due, clock.rule.warn) : undefined;
    if (warn !== undefined && warn > clock.startedAt.getTime())
      say(`${clock.id} warn`, clock.warnAt?.toISOString(), new Date(warn).toISOString());
    // A clock that was never moved: a red card exactly when it ran past its end.
    const moved = clock.extensions.length > 0 || clock.pauses.length > 0;
    if (moved || clock.step === 'return') continue;
    const ranOver = (clock.doneAt ?? yearEnd).getTime() > due && due <= yearEnd.getTime();
    const red = ticket.cards.filter((one) => one.clock === clock.id && one.card === 'red').length;
    // What ended in the moment the hub came back has no card any more: such a ticket takes none.
    const gone = ticket.events.some(({ to, at }) => ENDS.has(to) && at.getTime() === clock.doneAt?.getTime());
    if (!gone) say(`${clock.id} red cards`, red, ranOver ? 1 : 0);
  }
  const ids = ticket.events.map(({ commandId }) => commandId);
  say('commands twice', ids.length, new Set(ids).size);
  return found;
}

const ENDS = new Set(['cancelled', 'refused', 'handed-over']);

/** 及时签收率 and 按时办结率 from the histories alone. */
export function rates(tickets: Ticket[], now: Date): { signed: string; handled: string; satisfied: string } {
  let [signed, signable, handled, due, satisfied, reached] = [0, 0, 0, 0, 0, 0];
  for (const { events, state } of tickets) {
    if (state === 'cancelled' || state === 'refused') continue;
    const granted = events.some(
      ({ move, details }) =>
        move === 'decide' &&
        details.granted &&
        details.application !== 'extension' &&
        details.application !== 'carry',
    );
    if (granted) continue;
    const last = new Map<string, { step: string; doneAt?: Date; dueAt?: Date }>();
    for (const { clocks } of events) for (const clock of clocks) last.set(clock.id, clock);
    for (const { step, doneAt, dueAt } of last.values()) {
      if (!dueAt || (!doneAt && dueAt >= now)) continue;
      const inTime = doneAt !== undefined && doneAt <= dueAt;
      if (step === 'sign') [signable, signed] = [signable + 1, signed + (inTime ? 1 : 0)];
      if (step === 'handle') [due, handled] = [due + 1, handled + (inTime ? 1 : 0)];
    }
    const cut = events.findLastIndex(({ move }) => move === 'rework');
    const called = events.slice(cut + 1).findLast(({ move }) => move === 'call-back')?.details.callBack;
    if (called?.reached) [reached, satisfied] = [reached + 1, satisfied + (called.satisfied ? 1 : 0)];
  }
  return {
    signed: `${signed}/${signable}`,
    handled: `${handled}/${due}`,
    satisfied: `${satisfied}/${reached}`,
  };
}
