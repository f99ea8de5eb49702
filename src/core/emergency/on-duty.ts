import { addDays, type Day, weekdayOf, type Zone } from '../deadline/zone.js';
import { type DutyRules, type Shift, WEEKDAYS } from '../model/duty.js';

/** Logins of who is on duty at a moment, in the order in which they are rung. */
export function onDuty({ shifts }: DutyRules, zone: Zone, now: Date): string[] {
  const today = zone.dayOf(now);
  const clock = zone.clockOf(now);
  const running = [
    ...shiftsOf(shifts, today).filter(({ from, to }) => from <= clock && (clock < to || to <= from)),
    ...shiftsOf(shifts, addDays(today, -1)).filter(({ from, to }) => to <= from && clock < to),
  ];
  return [...new Set(running.flatMap(({ roster }) => roster))];
}

function shiftsOf(shifts: readonly Shift[], day: Day): Shift[] {
  const dated = shifts.filter(({ dates }) => dates?.includes(day));
  if (dated.length > 0) return dated;
  const weekday = WEEKDAYS[weekdayOf(day)];
  return shifts.filter(
    ({ dates, days }) => !dates && (!days || (weekday !== undefined && days.includes(weekday))),
  );
}
