import { type TableColumnsType } from 'antd';
import {
  REQUEST_TYPE_EN,
  REQUEST_TYPES,
  SECRECY_EN,
  SECRECY_ZH,
  URGENCY_EN,
  URGENCY_ZH,
} from '../../../../src/core/model/code-words.js';
import {
  APPLICATION_EN,
  APPLICATION_ZH,
  CARD_EN,
  CARD_ZH,
  SUPERVISION_EN,
  SUPERVISION_ZH,
} from '../../../../src/core/model/ticket-words.js';
import { Link } from '../../shared/router';
import type { TicketSummary } from '../hub/types';
import { Due } from '../ui/Due';
import { When } from '../ui/When';
import { isEnglish, say } from '../words';
import { StateTag } from './StateTag';
import { Mark } from '../ui/Mark';
import { TICKET_WORDS } from './words';

/** What a list of tickets can show of each. */
export const COLUMNS = [
  'number',
  'title',
  'state',
  'due',
  'type',
  'unit',
  'person',
  'channel',
  'category',
  'urgency',
  'created',
  'updated',
] as const;
export type Column = (typeof COLUMNS)[number];
export const USUAL_COLUMNS: readonly Column[] = [
  'number',
  'title',
  'state',
  'due',
  'type',
  'unit',
  'person',
  'created',
];

/** The ends: their clocks no longer run. */
const OVER: readonly string[] = ['closed', 'archived', 'cancelled', 'refused', 'handed-over', 'joined'];

const CELLS: Record<Column, (ticket: TicketSummary) => React.ReactNode> = {
  number: ({ number }) => <Link href={`/desk/tickets/${number}`}>{number}</Link>,
  title: (ticket) => (
    <>
      <Marks ticket={ticket} /> <Waits ticket={ticket} /> {ticket.title}
    </>
  ),
  state: ({ state }) => <StateTag state={state} />,
  due: ({ dueAt, state }) => <Due at={dueAt} over={OVER.includes(state)} />,
  type: ({ type }) => typeName(type),
  unit: ({ unitName }) => unitName ?? '',
  person: ({ name, phone }) => [name, phone].filter(Boolean).join(' ') || say(TICKET_WORDS, 'masked'),
  channel: ({ channel }) => channel,
  category: ({ category }) => category ?? '',
  urgency: ({ urgency }) => (isEnglish() ? URGENCY_EN : URGENCY_ZH)[urgency],
  created: ({ createdAt }) => <When at={createdAt} />,
  updated: ({ updatedAt }) => <When at={updatedAt} />,
};

const WIDTHS: Partial<Record<Column, number>> = {
  number: 190,
  state: 130,
  due: 110,
  type: 70,
  created: 130,
  updated: 130,
};

export function columnsOf(shown: readonly Column[]): TableColumnsType<TicketSummary> {
  return shown.map((column) => ({
    key: column,
    title: say(TICKET_WORDS, column),
    width: WIDTHS[column],
    render: (_: unknown, ticket: TicketSummary) => CELLS[column](ticket),
  }));
}

export const typeName = (type: TicketSummary['type']): string =>
  isEnglish() ? REQUEST_TYPE_EN[type] : REQUEST_TYPES[type].zh;

/** What one must not miss: urgency and secrecy, in words. */
export function Marks({
  ticket: { urgency, secrecy },
}: {
  ticket: Pick<TicketSummary, 'urgency' | 'secrecy'>;
}) {
  return (
    <>
      {urgency !== 'normal' && (
        <Mark tone={urgency === 'emergency' ? 'bad' : 'warn'}>
          {(isEnglish() ? URGENCY_EN : URGENCY_ZH)[urgency]}
        </Mark>
      )}
      {secrecy !== 'open' && <Mark tone="secret">{(isEnglish() ? SECRECY_EN : SECRECY_ZH)[secrecy]}</Mark>}
    </>
  );
}

/** What somebody waits for beside its state: a card, an application, a 督办 without receipt. */
export function Waits({
  ticket: { card, pending = [], unacknowledged, attempts = 0 },
}: {
  ticket: Pick<TicketSummary, 'card' | 'pending' | 'unacknowledged' | 'attempts'>;
}) {
  return (
    <>
      {card && <Mark tone={card === 'red' ? 'bad' : 'warn'}>{(isEnglish() ? CARD_EN : CARD_ZH)[card]}</Mark>}
      {unacknowledged && (
        <Mark tone="warn" title={say(TICKET_WORDS, 'notAcknowledged')}>
          {(isEnglish() ? SUPERVISION_EN : SUPERVISION_ZH)[unacknowledged]}
        </Mark>
      )}
      {pending.map((kind) => (
        <Mark key={kind} tone="info" title={say(TICKET_WORDS, 'pending')}>
          {(isEnglish() ? APPLICATION_EN : APPLICATION_ZH)[kind]}
        </Mark>
      ))}
      {attempts > 0 && <Mark>{say(TICKET_WORDS, 'attempts', { n: attempts })}</Mark>}
    </>
  );
}
