import type { WorkingCalendar } from '../core/deadline/calendar.js';
import type { City, DeadlineRules } from '../core/model/city.js';
import type { Ticket, TicketDeadline } from '../core/model/ticket.js';
import type { TicketRepository } from '../core/ports.js';
import { recounted } from '../core/ticket/clocks.js';

/** A clock of an open ticket that would run out at another time. */
export interface MovedClock {
  number: string;
  unit?: string;
  step: TicketDeadline['step'];
  dueAt?: Date;
  /** Absent: no longer known, or not known yet. */
  newDueAt?: Date;
  explanation: { zh: string; en: string };
}

export interface MovedClocks {
  /** By the calendar and the working hours: these move when the hub starts with the change. */
  atRestart: { count: number; first: MovedClock[] };
  /** By the limits: open tickets keep what was promised, so this is how new ones like them would fare. */
  forNewTickets: { count: number; first: MovedClock[] };
  looked: number;
  /** False: there are more open tickets than are looked at for a preview. */
  complete: boolean;
}

const SHOWN = 50;
const PAGE = 200;
/** About ten seconds of reading. */
const MOST = 20_000;

/** Works the running clocks of open tickets out anew, and keeps nothing of it. Sealed tickets are left out. */
export async function moveClocks(
  tickets: Pick<TicketRepository, 'openAfter'>,
  change: {
    rulesOf: (cityVersion: string) => Pick<City, 'deadlines'>;
    calendar: WorkingCalendar;
    newRules: DeadlineRules | undefined;
  },
): Promise<MovedClocks> {
  const { rulesOf, calendar, newRules } = change;
  const moved: MovedClocks = {
    atRestart: { count: 0, first: [] },
    forNewTickets: { count: 0, first: [] },
    looked: 0,
    complete: true,
  };
  for (let after = ''; ;) {
    const page = await tickets.openAfter(after, PAGE);
    for (const ticket of page.filter(({ request }) => request.secrecy !== 'sealed')) {
      const rules = rulesOf(ticket.request.cityVersion).deadlines;
      const byCalendar = dueChanges(ticket.deadlines, recounted(ticket, { rules, calendar }));
      add(moved.atRestart, ticket, byCalendar);
      if (!newRules) continue;
      const kept = ticket.deadlines.map((one) => byCalendar.find(({ is }) => is.id === one.id)?.is ?? one);
      const fresh = recounted({ ...ticket, deadlines: kept }, { rules: newRules, calendar });
      add(moved.forNewTickets, ticket, dueChanges(kept, fresh));
    }
    moved.looked += page.length;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return moved;
    if (moved.looked >= MOST) return { ...moved, complete: false };
    after = last.id;
  }
}

interface Change {
  was: TicketDeadline;
  is: TicketDeadline;
}

/** Only those that fall on another time: an explanation with other words is no news. */
function dueChanges(before: readonly TicketDeadline[], fresh: readonly TicketDeadline[]): Change[] {
  return fresh.flatMap((is) => {
    const was = before.find(({ id }) => id === is.id);
    return was && was.dueAt?.getTime() !== is.dueAt?.getTime() ? [{ was, is }] : [];
  });
}

function add(to: MovedClocks['atRestart'], { number, unit }: Ticket, changes: readonly Change[]): void {
  to.count += changes.length;
  for (const { was, is } of changes.slice(0, SHOWN - to.first.length))
    to.first.push({
      number,
      unit,
      step: is.step,
      dueAt: was.dueAt,
      newDueAt: is.dueAt,
      explanation: { zh: is.explanationZh, en: is.explanationEn },
    });
}
