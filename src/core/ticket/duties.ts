import { addDays } from '../deadline/zone.js';
import type { City } from '../model/city.js';
import type { MoveDetails, Ticket, TicketDeadline, TicketMove, TicketState } from '../model/ticket.js';
import type { WorkOrderRules } from '../model/work-order-rules.js';
import { unitToday } from '../routing/units.js';
import { type ClockMaker, later } from './clocks.js';
import { movesOf } from './lifecycle.js';

/** What the hub itself has to do to a ticket at a time, once. The id makes it one event however often tried. */
export interface Duty {
  id: string;
  /** The moment the rule says; the hub may have been down then. */
  at: Date;
  move: TicketMove;
  details: MoveDetails;
  rule: string;
}

/** What a city says of time: its rules, and from when to when its units do their work. */
export type DutyRules = Pick<City, 'workOrders' | 'units'>;

/**
 * Everything a ticket still owes to time: warnings and red cards, 督办 by rule, acceptance by silence, the end
 * of a suspension, the bot's call-back, closing and archiving. In order of time; a duty that was done is no
 * longer here. A function of the ticket alone, so that after a week of downtime the same duties are found,
 * each with its real date.
 */
export function dutiesOf(ticket: Ticket, { workOrders: rules, units }: DutyRules, make: ClockMaker): Duty[] {
  const owed = [
    ...cards(ticket),
    ...supervisions(ticket, rules, make),
    ...silentAcceptance(ticket),
    ...endOfSuspension(ticket),
    ...succession(ticket, units, make),
    ...botCallBack(ticket, rules),
    ...closing(ticket),
    ...archiving(ticket, rules, make),
  ];
  return owed
    .filter(({ id, move }) => movesOf(ticket.state).includes(move) && !done(ticket, id))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

const done = ({ events }: Ticket, id: string): boolean => events.some(({ commandId }) => commandId === id);

/** States in which somebody still has to work, so that running out of time is somebody's lateness. */
const WORKING: readonly TicketState[] = [
  'accepted',
  'dispatched',
  'returned',
  'disputed',
  'signed',
  'replied',
  'reviewed',
];

/**
 * A clock that was stopped too late gets its red card all the same, though it no longer runs when the hub looks:
 * whether there is a card must not depend on who was faster.
 */
function cards({ deadlines, state }: Ticket): Duty[] {
  if (state === 'joined') return [];
  return deadlines.flatMap((clock) => {
    const { step, warnAt, dueAt, doneAt } = clock;
    // Returning is a right that ends, no work that is late.
    if (step === 'return') return [];
    const ran = (at: Date) => doneAt === undefined || at < doneAt;
    return [
      ...(warnAt && ran(warnAt) ? [card(clock, 'yellow', warnAt)] : []),
      ...(dueAt && ran(dueAt) ? [card(clock, 'red', dueAt)] : []),
    ];
  });
}

function card(clock: TicketDeadline, colour: 'yellow' | 'red', at: Date): Duty {
  return {
    // The time is in the id: an extended clock warns again, before its new end.
    id: `card:${clock.id}:${colour}:${at.getTime()}`,
    at,
    move: 'card',
    details: { card: colour, step: clock.step, clock: clock.id, dueAt: at },
    rule: `card-${colour}`,
  };
}

function supervisions(ticket: Ticket, rules: WorkOrderRules, make: ClockMaker): Duty[] {
  const handling = runningClocks(ticket).find(({ step }) => step === 'handle');
  const carried = ticket.applications.some(({ kind, state }) => kind === 'carry' && state === 'granted');
  // 挂账: recognised as not to be had now; nobody is chased for it, and it stays on the list.
  if (!handling?.dueAt || carried || !WORKING.includes(ticket.state)) return [];
  const { dueAt } = handling;
  return rules.supervision.map(({ level, after, reason }) => {
    const at = later(dueAt, after, make);
    return {
      id: `supervise:${handling.id}:${level}:${dueAt.getTime()}`,
      at,
      move: 'supervise',
      details: { level, reason, dueAt: at },
      rule: `supervise-${level}`,
    };
  });
}

/** 逾期未退视为接收: the unit neither signed nor returned in the time it had. */
function silentAcceptance(ticket: Ticket): Duty[] {
  const clock = runningClocks(ticket).find(({ step }) => step === 'return');
  if (ticket.state !== 'dispatched' || !clock?.dueAt) return [];
  // The limit includes its last minute.
  const at = new Date(clock.dueAt.getTime() + 60_000);
  return [
    {
      id: `silent:${clock.id}`,
      at,
      move: 'sign',
      details: { reason: '逾期未退，视为接收' },
      rule: 'silent-acceptance',
    },
  ];
}

function endOfSuspension({ suspension, suspensions }: Ticket): Duty[] {
  if (!suspension) return [];
  const details = { reason: '挂起期满' };
  return [
    { id: `resume:${suspensions}`, at: suspension.until, move: 'resume', details, rule: 'suspension-ends' },
  ];
}

/**
 * 机构改革: on the day after a unit's last, its tickets are its successor's, with everything that goes by the unit:
 * lists, rights, notices. A unit that ended without a successor keeps them, for nobody else may have them.
 */
function succession({ unit, assists }: Ticket, units: City['units'], { calendar }: ClockMaker): Duty[] {
  const lastDays = [unit, ...assists.map((one) => one.unit)]
    .flatMap((id) => units.find((one) => one.id === id)?.validTo ?? [])
    .sort();
  const [lastDay] = lastDays;
  if (unit === undefined || lastDay === undefined) return [];
  const day = addDays(lastDay, 1);
  const heir = (id: string) => unitToday({ units }, id, day)?.id ?? id;
  const details = {
    unit: heir(unit),
    assists: assists.map((one) => heir(one.unit)),
    reason: '机构改革，职能划转',
  };
  const changes = details.unit !== unit || assists.some((one, at) => one.unit !== details.assists[at]);
  const at = calendar.zone.instant(day, 0);
  return changes ? [{ id: `succeed:${lastDay}:${unit}`, at, move: 'succeed', details, rule: 'reform' }] : [];
}

/** A good mark answers the bot's question; everybody else is for an operator to call. */
function botCallBack({ state, rating, events, reworks }: Ticket, { callBack }: WorkOrderRules): Duty[] {
  const rated = events.findLast(({ move }) => move === 'rate' || move === 'review');
  if (state !== 'reviewed' || rated?.move !== 'rate' || rating === undefined) return [];
  if (rating < callBack.satisfiedFrom) return [];
  const details: MoveDetails = {
    callBack: { by: 'bot', reached: true, solved: 'solved', satisfied: true },
  };
  return [
    { id: `bot-call-back:${reworks}`, at: rated.at, move: 'call-back', details, rule: 'bot-call-back' },
  ];
}

/** 已回访且无须重办: nothing is left to do, and the citizen hears that it is closed. */
function closing({ state, callBack, reworks }: Ticket): Duty[] {
  if (state !== 'called-back' || !callBack) return [];
  if (callBack.reached && callBack.satisfied !== true) return [];
  return [{ id: `close:${reworks}`, at: callBack.at, move: 'close', details: {}, rule: 'called-back' }];
}

const ENDED: readonly TicketState[] = ['closed', 'cancelled', 'refused', 'handed-over'];

function archiving(
  { state, events, updatedAt }: Ticket,
  { archiveAfter }: WorkOrderRules,
  make: ClockMaker,
): Duty[] {
  if (!ENDED.includes(state)) return [];
  const ended = events.findLast(({ to, from }) => to === state && from !== state)?.at ?? updatedAt;
  return [
    {
      id: `archive:${ended.getTime()}`,
      at: later(ended, archiveAfter, make),
      move: 'archive',
      details: {},
      rule: 'archive',
    },
  ];
}

function runningClocks({ deadlines }: Ticket): TicketDeadline[] {
  return deadlines.filter(({ doneAt }) => !doneAt);
}
