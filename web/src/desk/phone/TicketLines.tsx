import { Link } from '../../shared/router';
import type { TicketSummary } from '../hub/types';
import { Marks } from '../tickets/columns';
import { StateTag } from '../tickets/StateTag';
import { useSay } from '../words';
import { PHONE_WORDS } from './words';

type Word = keyof (typeof PHONE_WORDS)['zh'];

/** Tickets to look at beside a call; they open in a window of their own, so that nothing written is left. */
export function TicketLines({
  title,
  lead,
  empty,
  tickets,
}: {
  title: Word;
  lead?: Word;
  empty?: Word;
  tickets: readonly TicketSummary[];
}) {
  const say = useSay(PHONE_WORDS);
  if (tickets.length === 0) return empty ? <p className="soft">{say(empty)}</p> : null;
  return (
    <div className="ticket-lines">
      <h3>
        {say(title)} · {tickets.length}
      </h3>
      {lead && <p className="soft">{say(lead)}</p>}
      <ul className="lines">
        {tickets.map((ticket) => (
          <li key={ticket.number}>
            <span>
              <Marks ticket={ticket} />{' '}
              <Link href={`/desk/tickets/${ticket.number}`} target="_blank">
                {ticket.title}
              </Link>{' '}
              <span className="soft">{ticket.unitName}</span>
            </span>
            <StateTag state={ticket.state} />
          </li>
        ))}
      </ul>
    </div>
  );
}
