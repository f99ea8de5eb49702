import type { ClockStep, Ticket, TicketDeadline } from '../model/ticket.js';

/** A rate as its two counts, so that sums over units stay exact. */
export interface Share {
  of: number;
  is: number;
}

/**
 * The rates a 12345 platform is assessed by. Their definitions are those published with figures (连云港 2019-06:
 * 结案率 25 783 / 29 186, 按时办结率 24 165 / 29 186; 及时签收率 of 7 orders with one late: 85.71 %).
 */
export interface Rates {
  /** 及时签收率: signed within the limit / dispatched, once the limit has ended or it was signed. */
  signedInTime: Share;
  /** 按时办结率: answered within the limit / due by now; late and still open ones both count against. */
  handledInTime: Share;
  /** 结案率: answered / due by now. */
  handled: Share;
  /** 有效回访率: reached / called back. */
  reached: Share;
  /** 回访满意率: satisfied / reached. */
  satisfied: Share;
  /** 退单率: tickets that were ever returned / dispatched. */
  returned: Share;
  /** 重办率: tickets that were ever reworked / answered. */
  reworked: Share;
}

/** Rates of tickets as they stand at a moment. Tickets that must not count (不纳入考核, joined, withdrawn) do not. */
export function ratesOf(tickets: Iterable<Ticket>, now: Date): Rates {
  const rates = {
    signedInTime: none(),
    handledInTime: none(),
    handled: none(),
    reached: none(),
    satisfied: none(),
    returned: none(),
    reworked: none(),
  };
  for (const ticket of tickets) {
    if (!counts(ticket)) continue;
    for (const clock of clocksOf(ticket, 'sign')) add(rates.signedInTime, isOver(clock, now), inTime(clock));
    for (const clock of clocksOf(ticket, 'handle')) {
      add(rates.handledInTime, isOver(clock, now), inTime(clock));
      add(rates.handled, isOver(clock, now), clock.doneAt !== undefined);
    }
    add(rates.reached, ticket.callBack !== undefined, ticket.callBack?.reached === true);
    add(rates.satisfied, ticket.callBack?.reached === true, ticket.callBack?.satisfied === true);
    add(rates.returned, ticket.dispatches > 0, ticket.returns > 0);
    add(rates.reworked, ticket.answer !== undefined, ticket.reworks > 0);
  }
  return rates;
}

/** 不纳入考核 and 不合理诉求 need approval; what is joined counts with its main ticket. */
function counts({ applications, state, joinedTo }: Ticket): boolean {
  const exempt = applications.some(
    ({ kind, state: decision }) => (kind === 'exempt' || kind === 'unreasonable') && decision === 'granted',
  );
  return !exempt && joinedTo === undefined && state !== 'cancelled' && state !== 'refused';
}

function clocksOf({ deadlines }: Ticket, step: ClockStep): TicketDeadline[] {
  return deadlines.filter((clock) => clock.step === step && clock.dueAt !== undefined);
}

/** Nothing can be said of a clock that still runs within its limit. */
function isOver({ doneAt, dueAt }: TicketDeadline, now: Date): boolean {
  return doneAt !== undefined || (dueAt !== undefined && dueAt < now);
}

function inTime({ doneAt, dueAt }: TicketDeadline): boolean {
  return doneAt !== undefined && dueAt !== undefined && doneAt <= dueAt;
}

function add(share: Share, of: boolean, is: boolean): void {
  if (!of) return;
  share.of += 1;
  if (is) share.is += 1;
}

const none = (): Share => ({ of: 0, is: 0 });
