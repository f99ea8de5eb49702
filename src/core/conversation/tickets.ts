import type { TicketView } from '../model/ticket.js';
import type { HeldTurn, TicketPurpose } from './state.js';
import type { Turn } from './turn.js';

const MOST_OFFERED = 5;
const OVER: readonly TicketView['state'][] = ['closed', 'handed-over', 'refused', 'cancelled', 'archived'];

/** Before anybody has answered. */
const WITHDRAWABLE: readonly TicketView['state'][] = [
  'accepted',
  'dispatched',
  'returned',
  'disputed',
  'signed',
  'suspended',
  'joined',
];

export const isOpen = ({ state }: TicketView): boolean => !OVER.includes(state);
export const isRateable = ({ state, rating }: TicketView): boolean =>
  rating === undefined && (state === 'reviewed' || state === 'called-back' || state === 'closed');

/** Which tickets a purpose is for. */
const ELIGIBLE: Readonly<Record<TicketPurpose, (ticket: TicketView) => boolean>> = {
  progress: () => true,
  supplement: ({ state }) => !['cancelled', 'refused', 'handed-over', 'archived'].includes(state),
  urge: (ticket) => isOpen(ticket),
  withdraw: ({ state }) => WITHDRAWABLE.includes(state),
  rate: isRateable,
};

/**
 * The tickets a turn may mean: those named with number and code, the one its thread belongs to, the
 * one its words describe, else all of the citizen's own that fit the purpose, newest first.
 */
export function candidates(turn: Turn, purpose: TicketPurpose): TicketView[] {
  const { namedTickets, refusedNumbers, joinedTickets = [] } = turn.context;
  const ownTickets = [...turn.context.ownTickets, ...(purpose === 'progress' ? joinedTickets : [])];
  const fits = ELIGIBLE[purpose];
  if (namedTickets.length > 0) return namedTickets.filter(fits);
  // A number was named that may not be shown: another ticket would be the answer to another question.
  if (refusedNumbers.length > 0) return [];
  const threaded = ownTickets.filter(({ id }) => id === turn.threadTicketId);
  if (threaded.length > 0) return threaded.filter(fits);
  const own = ownTickets.filter(fits);
  const most = Math.max(0, ...own.map(({ title }) => likeness(title, turn.heard)));
  const described = own.filter(({ title }) => most > 0 && likeness(title, turn.heard) === most);
  return (described.length === 1 ? described : own).slice(0, MOST_OFFERED);
}

/** A ticket number with hardly anything beside it: "YC… 查一下". */
export function asksByNumber({ understanding, heard }: Turn): boolean {
  const { ticketNumbers, matter, category } = understanding;
  if (ticketNumbers.length === 0) return false;
  return matter === undefined || (category === undefined && heard.length <= MOST_ASKED);
}
const MOST_ASKED = 36;

/** "我上次那个路灯修了没有": a question about a ticket by what it was about. */
export const asksAboutOwn = (turn: Turn): boolean =>
  ASKS_HOW_FAR.test(turn.heard) &&
  turn.context.ownTickets.some(({ title }) => likeness(title, turn.heard) >= 1);
const ASKS_HOW_FAR =
  /(?:上次|之前|那个|那件|我的).*(?:[修办好理决]了?[没吗]|怎么样|结果|进展|消息|没动静)|(?:修|办|处理|解决)(?:好|完)?了(?:没|吗)/;

/** Asks which of several tickets is meant, keeping the turn until then. */
export function askWhich(turn: Turn, purpose: TicketPurpose, tickets: TicketView[], held: HeldTurn): void {
  turn.become({ type: 'choosing', purpose, ticketIds: tickets.map(({ id }) => id), held });
  turn.say(`which.${purpose}`);
  turn.offer([
    ...tickets.map(({ id, number, title }) => ({ label: `${number} ${title}`, value: `ticket:${id}` })),
    ...(purpose === 'supplement' ? [{ label: 'button.newMatter', value: 'new' }] : []),
  ]);
}

/** How many pairs of neighbouring characters of the title the words contain: "我上次那个路灯". */
function likeness(title: string, words: string): number {
  const letters = [...title.replace(/\P{L}/gu, '')];
  const pairs = new Set(letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`));
  return [...pairs].filter((pair) => words.includes(pair)).length;
}
