import { Link } from '../../../shared/router';
import type { TicketDetail } from '../../hub/types';
import { useSay } from '../../words';
import { clockTime } from '../../ui/time';
import { Due } from '../../ui/Due';
import { When } from '../../ui/When';
import { Marks, typeName } from '../columns';
import { StateTag } from '../StateTag';
import { Mark } from '../../ui/Mark';
import { TICKET_WORDS } from '../words';

/** What it is, how it stands, and what one must not miss. */
export function Head({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const { state, suspension, urges, reworks, returns, rating, conversationId } = ticket;
  return (
    <header className="ticket-head">
      <div className="row soft">
        <Link href="/desk/tickets">{say('back')}</Link> · <span>{ticket.number}</span> ·{' '}
        <span>{typeName(ticket.type)}</span> · <span>{ticket.channel}</span> · <When at={ticket.createdAt} />
        {conversationId !== undefined && (
          <Link className="end" href={`/desk/inbox/${conversationId}`}>
            {say('conversation')}
          </Link>
        )}
      </div>
      <h1>{ticket.title}</h1>
      <div className="row">
        <StateTag state={state} />
        <Marks ticket={ticket} />
        {ticket.dueAt !== undefined && <Due at={ticket.dueAt} />}
        {suspension && <Mark>{say('suspendedUntil', { time: clockTime(suspension.until) })}</Mark>}
        {urges > 0 && <Mark tone="warn">{say('urges', { n: urges })}</Mark>}
        {reworks > 0 && <Mark tone="warn">{say('reworks', { n: reworks })}</Mark>}
        {returns > 0 && <Mark>{say('returns', { n: returns })}</Mark>}
        {rating !== undefined && <Mark tone="warn">{say('rating', { n: rating })}</Mark>}
      </div>
    </header>
  );
}
