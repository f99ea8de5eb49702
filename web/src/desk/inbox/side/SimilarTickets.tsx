import { Link } from '../../../shared/router';
import type { HeardRequest } from '../../hub/types';
import { StateTag } from '../../tickets/StateTag';
import { Mark } from '../../ui/Mark';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

/** Tickets that may be about the same, before another one is made of it. */
export function SimilarTickets({ similar }: { similar: HeardRequest['similar'] }) {
  const say = useSay(INBOX_WORDS);
  if (similar.length === 0) return null;
  return (
    <section className="card">
      <h2>{say('similar')}</h2>
      <ul className="lines side-tickets">
        {similar.map(({ ticket, score }) => (
          <li key={ticket.id}>
            <Link href={`/desk/tickets/${ticket.number}`}>{ticket.title}</Link>
            <span className="row soft">
              <Mark tone="warn">{say('likeness', { n: Math.round(score * 100) })}</Mark>
              <StateTag state={ticket.state} /> {ticket.unitName} {ticket.number}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
