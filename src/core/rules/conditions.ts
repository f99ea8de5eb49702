import type { Ticket } from '../model/ticket.js';
import type { RuleCondition, RuleConditions } from './event-rule.js';

/**
 * The conditions of a rule that a ticket does not meet, by name; none: it matches.
 * @param at the moment that "overdue" is asked for.
 */
export function unmet(when: RuleConditions, ticket: Ticket, at: Date): RuleCondition[] {
  const { request } = ticket;
  const words = plain(`${request.title}\n${request.matter}`);
  const held: Record<RuleCondition, boolean> = {
    state: isOne(when.state, ticket.state),
    unit: isOne(when.unit, ticket.unit),
    assist: isAny(when.assist, (unit) => ticket.assists.some((one) => one.unit === unit)),
    platform: isOne(when.platform, ticket.platform ?? 'city'),
    type: isOne(when.type, ticket.type),
    category: isAny(when.category, (code) => ticket.category?.startsWith(code) === true),
    urgency: isOne(when.urgency, ticket.urgency),
    secrecy: isAny(when.secrecy, (secrecy) => secrecy === request.secrecy),
    hotline: isOne(when.hotline, request.hotline),
    channel: isOne(when.channel, ticket.channel),
    county: isOne(when.county, request.place?.county),
    text: isAny(when.text, (text) => words.includes(plain(text))),
    overdue: is(when.overdue, isOverdue(ticket, at)),
    pending: is(
      when.pending,
      ticket.applications.some(({ state }) => state === 'pending'),
    ),
    dispatchesAtLeast: ticket.dispatches >= (when.dispatchesAtLeast ?? 0),
    returnsAtLeast: ticket.returns >= (when.returnsAtLeast ?? 0),
    urgesAtLeast: ticket.urges >= (when.urgesAtLeast ?? 0),
    reworksAtLeast: ticket.reworks >= (when.reworksAtLeast ?? 0),
    ratingAtMost:
      when.ratingAtMost === undefined || (ticket.rating !== undefined && ticket.rating <= when.ratingAtMost),
  };
  return NAMES.filter((name) => !held[name]);
}

const NAMES: readonly RuleCondition[] = [
  'state',
  'unit',
  'assist',
  'platform',
  'type',
  'category',
  'urgency',
  'secrecy',
  'hotline',
  'channel',
  'county',
  'text',
  'overdue',
  'pending',
  'dispatchesAtLeast',
  'returnsAtLeast',
  'urgesAtLeast',
  'reworksAtLeast',
  'ratingAtMost',
];

/** Full-width letters and capitals are the same word to people. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

function isAny<T>(wanted: readonly T[] | undefined, holds: (one: T) => boolean): boolean {
  return wanted === undefined || wanted.some(holds);
}

const isOne = <T>(wanted: readonly T[] | undefined, value: T | undefined): boolean =>
  isAny(wanted, (one) => one === value);

const is = (wanted: boolean | undefined, value: boolean): boolean => wanted === undefined || wanted === value;

function isOverdue({ deadlines }: Ticket, at: Date): boolean {
  return deadlines.some(({ dueAt, doneAt }) => doneAt === undefined && dueAt !== undefined && dueAt < at);
}
