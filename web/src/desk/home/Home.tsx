import { Link } from '../../shared/router';
import { useHub } from '../hub/queries';
import { type Query, queryOf } from '../hub/staff-api';
import type { Action } from '../hub/types';
import { mayOne, useStaff } from '../session/session';
import { useSay } from '../words';
import { HOME_WORDS } from './words';

interface Tile {
  name: keyof (typeof HOME_WORDS)['zh'];
  query: Query;
  /** Shown to whoever does this work. */
  for: readonly Action[];
}

const TILES: readonly Tile[] = [
  { name: 'overdue', query: { overdue: true }, for: ['ticket.reply', 'ticket.supervise', 'ticket.dispatch'] },
  {
    name: 'dueSoon',
    query: { dueWithinHours: 24 },
    for: ['ticket.reply', 'ticket.supervise', 'ticket.dispatch'],
  },
  { name: 'toDispatch', query: { state: 'accepted' }, for: ['ticket.dispatch'] },
  { name: 'returned', query: { state: 'returned' }, for: ['ticket.accept-return'] },
  { name: 'toSign', query: { state: 'dispatched' }, for: ['ticket.sign'] },
  { name: 'toHandle', query: { state: 'signed' }, for: ['ticket.reply'] },
  { name: 'toReview', query: { state: 'replied' }, for: ['ticket.review'] },
  { name: 'toCallBack', query: { state: 'reviewed' }, for: ['ticket.call-back'] },
  { name: 'disputed', query: { state: 'disputed' }, for: ['ticket.arbitrate'] },
  { name: 'pending', query: { pending: true }, for: ['ticket.decide'] },
];

/** 今日: what waits for this person, as numbers that lead to their lists. */
export default function Home() {
  const say = useSay(HOME_WORDS);
  const state = useStaff();
  const tiles = TILES.filter((tile) => mayOne(state, tile.for));
  return (
    <>
      <div className="page-head">
        <h1>{say('hello', { name: state.staff.name })}</h1>
        <span className="soft">{say(tiles.length > 0 ? 'lead' : 'admin')}</span>
      </div>
      <ul className="tiles">
        {tiles.map((tile) => (
          <li key={tile.name}>
            <Number tile={tile} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Number({ tile: { name, query } }: { tile: Tile }) {
  const say = useSay(HOME_WORDS);
  const { data } = useHub<{ count: number; more: boolean }>('/staff/tickets/count', {
    sealed: false,
    ...query,
  });
  const sorted = { ...query, sort: 'dueAt', order: 'ascending' };
  return (
    <Link
      href={`/desk/tickets${queryOf(sorted)}`}
      className={`tile ${name === 'overdue' && data?.count ? 'bad' : ''}`}
    >
      <strong>{data ? (data.more ? say('more', { n: data.count }) : data.count) : '…'}</strong>
      <span>{say(name)}</span>
    </Link>
  );
}
