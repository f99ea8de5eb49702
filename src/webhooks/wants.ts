import type { Subscription } from '../core/model/subscription.js';
import type { Ticket, TicketEvent } from '../core/model/ticket.js';

/** The platform of tickets that no county holds. */
export const CITY_PLATFORM = 'city';

/**
 * Whether a subscription is told of an event. Sealed tickets go to nobody. Where a unit or platform is asked for,
 * the one that a ticket leaves hears of its leaving too.
 */
export function wants(
  { events, filter }: Pick<Subscription, 'events' | 'filter'>,
  ticket: Ticket,
  event: TicketEvent,
): boolean {
  const { units, platforms, types } = filter;
  const where = [holder(ticket, event.seq - 1), holder(ticket, event.seq)];
  return (
    ticket.request.secrecy !== 'sealed' &&
    (events === 'all' || events.includes(event.move)) &&
    (types.length === 0 || types.includes(ticket.type)) &&
    (units.length === 0 || where.some((one) => one.units.some((unit) => units.includes(unit)))) &&
    (platforms.length === 0 || where.some(({ platform }) => platform && platforms.includes(platform)))
  );
}

/** With whom a ticket was after an event of its history. */
function holder({ events }: Ticket, seq: number): { units: string[]; platform?: string } {
  let units: string[] = [];
  let platform: string | undefined;
  for (const { move, details } of events.filter((event) => event.seq <= seq)) {
    const named = [details.unit ?? [], details.assists ?? []].flat();
    if (move === 'accept' || move === 'transfer') platform = details.platform ?? CITY_PLATFORM;
    if (move === 'accept-return') units = [];
    if (['dispatch', 'arbitrate', 'succeed'].includes(move)) units = named;
  }
  return { units, platform };
}
