import { Button } from 'antd';
import { useState } from 'react';
import { Link } from '../../../shared/router';
import { outdate, useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { TicketDetail, TicketSummary } from '../../hub/types';
import { useMay } from '../../session/session';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { StateTag } from '../StateTag';
import { TICKET_WORDS } from '../words';

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
        <Similar ticket={ticket} />
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

interface Alike {
  ticket: TicketSummary;
  score: number;
}

function Similar({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const mayJoin = useMay('ticket.join');
  const { data, error } = useHub<{ items: Alike[] }>(`/staff/tickets/${ticket.id}/similar`, { limit: 10 });
  const { running, problem, attempt } = useAttempt();
  const join = (number: string) =>
    attempt(async () => {
      await post(`/staff/tickets/${number}/join`, { ticketIds: [ticket.number] });
      await outdate('tickets');
    });
  return (
    <>
      <p className="soft">{say(data?.items.length === 0 ? 'noSimilar' : 'similarLead')}</p>
      <ProblemAlert problem={error ?? problem} />
      <ul className="lines">
        {data?.items.map(({ ticket: other, score }) => (
          <li key={other.number}>
            <span>
              <Link href={`/desk/tickets/${other.number}`}>{other.title}</Link>{' '}
              <span className="soft">
                {Math.round(score * 100)} % · {other.number}
              </span>
            </span>
            {mayJoin && (
              <Button size="small" loading={running} onClick={() => void join(other.number)}>
                {say('joinThis')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
