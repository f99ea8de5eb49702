import { Result, Skeleton } from 'antd';
import { useEffect } from 'react';
import { serviceName } from '../../shared/language';
import { Link } from '../../shared/router';
import { useHub } from '../hub/queries';
import type { StaffMove, TicketDetail } from '../hub/types';
import { ProblemAlert } from '../ui/Problem';
import { useSay } from '../words';
import { Answer } from './page/Answer';
import { Applications } from './page/Applications';
import { CallBackResult } from './page/CallBackResult';
import { Deadlines } from './page/Deadlines';
import { Files } from './page/Files';
import { Head } from './page/Head';
import { Joined } from './page/Joined';
import { Matter } from './page/Matter';
import { Moves } from './page/Moves';
import { Supervision } from './page/Supervision';
import { Timeline } from './page/Timeline';
import { Units } from './page/Units';
import { TICKET_WORDS } from './words';

/** Everything of a ticket's life on one page: what was said and done beside what is due and what one can do. */
export function TicketPage({ number }: { number: string }) {
  const say = useSay(TICKET_WORDS);
  const {
    data: ticket,
    error,
    refetch,
  } = useHub<TicketDetail>(`/staff/tickets/${encodeURIComponent(number)}`);
  const isNamed = ticket !== undefined && ticket.secrecy !== 'sealed';
  useEffect(() => {
    // Of a sealed one neither a tab nor the history of the browser tells the number.
    if (isNamed) document.title = `${number} · ${serviceName()}`;
  }, [number, isNamed]);
  if (!ticket && error?.status === 404)
    return (
      <Result
        status="404"
        title={error.message}
        subTitle={error.hint}
        extra={<Link href="/desk/tickets">{say('back')}</Link>}
      />
    );
  if (!ticket)
    return error ? (
      <ProblemAlert problem={error} onAgain={() => void refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 10 }} />
    );
  return (
    <article className="ticket">
      <Head ticket={ticket} />
      <Moves ticket={ticket} withKeys first={wantedMove(ticket)} />
      <div className="ticket-columns">
        <div className="stack">
          <Matter ticket={ticket} />
          <Answer ticket={ticket} />
          <Timeline ticket={ticket} />
        </div>
        <div className="stack">
          <Deadlines ticket={ticket} />
          <Units ticket={ticket} />
          <Applications ticket={ticket} />
          <Supervision ticket={ticket} />
          <CallBackResult ticket={ticket} />
          <Joined ticket={ticket} />
          <Files ticket={ticket} />
        </div>
      </div>
    </article>
  );
}

/** `?move=reply`: a list or a notice leads right to what is to be done. */
function wantedMove({ moves }: TicketDetail): StaffMove | undefined {
  const wanted = new URLSearchParams(location.search).get('move');
  return moves.find(({ move }) => move === wanted)?.move;
}
