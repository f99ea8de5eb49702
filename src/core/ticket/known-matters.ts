import type { RequestType } from '../model/codes.js';
import type { Ticket, TicketState } from '../model/ticket.js';

/** A matter that several people told of, in words that are of nobody. */
export interface KnownMatter {
  /** Code of the category. */
  category: string;
  street: string;
  inHand: boolean;
  people: number;
}

/** Of fewer it would be said what one neighbour complained of. */
const FEWEST = 2;
/** 举报 is told to nobody, and praise needs no second one. */
const TYPES: readonly RequestType[] = ['help', 'complaint', 'suggestion'];
const WAITING: readonly TicketState[] = ['accepted', 'dispatched', 'returned', 'disputed'];
const IN_HAND: readonly TicketState[] = ['signed', 'suspended', 'replied'];

/**
 * What may be told to whoever is about to report the same: of open tickets alike, of the same category in the same
 * street, how many people there are. Nothing of confidential, sealed or anonymous ones, and nothing of their words.
 */
export function knownMatter(
  said: { category?: string; street?: string },
  alike: readonly Ticket[],
): KnownMatter | undefined {
  const { category, street } = said;
  if (category === undefined || street === undefined) return undefined;
  const same = alike.filter(
    (ticket) => mayBeTold(ticket) && ticket.category === category && streetIn(ticket) === street,
  );
  const people = new Set(same.map(({ citizenId }) => citizenId)).size;
  if (people < FEWEST) return undefined;
  return { category, street, inHand: same.some(({ state }) => IN_HAND.includes(state)), people };
}

/** "世纪大道" of "盐都区世纪大道88号3幢501室"; undefined where no street is named. */
export function streetOf(text: string): string | undefined {
  const rest = text.trim().replace(/^(?:[\p{Script=Han}]{1,6}?(?:街道|[省市区县镇乡]))+/u, '');
  return /^[\p{Script=Han}]{1,6}?(?:大道|大街|路|街|巷)/u.exec(rest)?.[0];
}

function mayBeTold({ request, state, joinedTo }: Ticket): boolean {
  const open = WAITING.includes(state) || IN_HAND.includes(state) || joinedTo !== undefined;
  return open && request.secrecy === 'open' && !request.anonymous && TYPES.includes(request.type);
}

const streetIn = ({ request: { place } }: Ticket): string | undefined => place && streetOf(place.text);
