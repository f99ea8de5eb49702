import { Button } from 'antd';
import { Link } from '../../../shared/router';
import { outdate, useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { SimilarTicket, TicketDetail } from '../../hub/types';
import { useMay } from '../../session/session';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { StateTag } from '../StateTag';
import { TICKET_WORDS } from '../words';

/** States in which a ticket can be joined to another, or another to it. */
const JOINABLE: readonly string[] = ['accepted', 'dispatched', 'signed'];

/** What may be the same matter, and why; the later is joined to the earlier with one press, and taken out again. */
export function SimilarTickets({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const mayJoin = useMay('ticket.join');
  const { data, error } = useHub<{ items: SimilarTicket[] }>(`/staff/tickets/${ticket.id}/similar`, {
    limit: 10,
  });
  const { running, problem, attempt } = useAttempt();
  const join = (later: string, earlier: string) =>
    attempt(async () => {
      await post(`/staff/tickets/${later}/join`, { ticketIds: [earlier] });
      await outdate('tickets');
    });
  const canJoin = ({ ticket: other }: SimilarTicket) =>
    mayJoin && JOINABLE.includes(ticket.state) && JOINABLE.includes(other.state);
  return (
    <section className="card">
      <h2>{say('similar')}</h2>
      <p className="soft">{say(data?.items.length === 0 ? 'noSimilar' : 'similarLead')}</p>
      <ProblemAlert problem={error ?? problem} />
      <ul className="lines">
        {data?.items.map((one) => {
          const { ticket: other, score } = one;
          const isEarlier = other.createdAt <= ticket.createdAt;
          return (
            <li key={other.number}>
              <span>
                <StateTag state={other.state} />{' '}
                <Link href={`/desk/tickets/${other.number}`}>{other.title}</Link>
                <br />
                <span className="soft">
                  {Math.round(score * 100)} % · {other.number} · <Why reasons={one.reasons} />
                </span>
              </span>
              {canJoin(one) && (
                <Button
                  size="small"
                  loading={running}
                  onClick={() =>
                    void (isEarlier ? join(ticket.number, other.number) : join(other.number, ticket.number))
                  }
                >
                  {say(isEarlier ? 'joinToThat' : 'joinThis')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Why({ reasons }: { reasons: SimilarTicket['reasons'] }) {
  const say = useSay(TICKET_WORDS);
  return reasons
    .map((reason) => say(`alike.${reason.type}`, { n: reason.type === 'time' ? reason.days : '' }))
    .join('、');
}
