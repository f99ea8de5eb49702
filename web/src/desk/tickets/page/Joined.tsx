import { Button } from 'antd';
import { useState } from 'react';
import { Link } from '../../../shared/router';
import { useHub } from '../../hub/queries';
import type { TicketDetail, TicketSummary } from '../../hub/types';
import { useSay } from '../../words';
import { StateTag } from '../StateTag';
import { TICKET_WORDS } from '../words';
import { SimilarTickets } from './SimilarTickets';

/** What it is joined to or related with, and what may be the same matter. */
export function Joined({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const [looking, setLooking] = useState(false);
  const followers = useHub<{ items: TicketSummary[] }>(`/staff/tickets/${ticket.id}/followers`, {
    limit: 20,
  });
  const joined = followers.data?.items ?? [];
  return (
    <section className="card">
      <h2>{say('joined')}</h2>
      {ticket.joinedTo !== undefined && (
        <p>
          {say('joinedTo')} <Link href={`/desk/tickets/${ticket.joinedTo}`}>{ticket.joinedTo}</Link>
        </p>
      )}
      {ticket.related.map((id) => (
        <p key={id}>
          {say('related')} <Link href={`/desk/tickets/${id}`}>{id}</Link>
        </p>
      ))}
      {joined.length > 0 && (
        <>
          <h3>{say('followers')}</h3>
          <Rows tickets={joined} />
        </>
      )}
      {looking ? (
        <SimilarTickets ticket={ticket} />
      ) : (
        <Button onClick={() => setLooking(true)}>{say('findSimilar')}</Button>
      )}
    </section>
  );
}

function Rows({ tickets }: { tickets: readonly TicketSummary[] }) {
  return (
    <ul className="lines">
      {tickets.map(({ number, title, state }) => (
        <li key={number}>
          <Link href={`/desk/tickets/${number}`}>{title}</Link>
          <StateTag state={state} />
        </li>
      ))}
    </ul>
  );
}
