import type { Ticket } from '../model/ticket.js';

/** Bounds of a right to tickets. All that are set hold. */
export interface TicketBounds {
  /** With this unit, as lead or assisting. */
  unit?: string;
  /** Held by this county platform. */
  platform?: string;
  /** 密件 too. */
  sealed: boolean;
}

/** What somebody may see of all tickets: those within any of these bounds. Empty: nothing. */
export type TicketScope = readonly TicketBounds[];

/** What of a ticket decides who may see it. */
export type Bounded = Pick<Ticket, 'unit' | 'assists' | 'platform'> & {
  request: Pick<Ticket['request'], 'secrecy'>;
};

/** The one meaning of bounds; the store's filter says the same in its own language. */
export function isWithin({ unit, platform, sealed }: TicketBounds, ticket: Bounded): boolean {
  return (
    (sealed || ticket.request.secrecy !== 'sealed') &&
    (platform === undefined || ticket.platform === platform) &&
    (unit === undefined || unitsOf(ticket).includes(unit))
  );
}

/** Lead and assisting units. */
function unitsOf({ unit, assists }: Bounded): (string | undefined)[] {
  return [unit, ...assists.map((one) => one.unit)];
}
