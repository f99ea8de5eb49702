import { Button, Skeleton } from 'antd';
import { useHub } from '../hub/queries';
import type { TicketDetail } from '../hub/types';
import { Deadlines } from '../tickets/page/Deadlines';
import { Files } from '../tickets/page/Files';
import { Matter } from '../tickets/page/Matter';
import { Moves } from '../tickets/page/Moves';
import { Timeline } from '../tickets/page/Timeline';
import { StateTag } from '../tickets/StateTag';
import { ProblemAlert } from '../ui/Problem';
import { When } from '../ui/When';
import { useSay } from '../words';
import { GiveAway } from './GiveAway';
import { HandOver } from './HandOver';
import { SEALED_WORDS } from './words';

/** One sealed matter: what was said, the hand-over and its record, and nothing that leads out of this page. */
export function SealedTicket({ id, onClose }: { id: string; onClose(): void }) {
  const say = useSay(SEALED_WORDS);
  const { data: ticket, error, refetch } = useHub<TicketDetail>(`/staff/tickets/${id}`);
  if (ticket?.id !== id)
    return error ? (
      <ProblemAlert problem={error} onAgain={() => void refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 8 }} />
    );
  return (
    <article className="sealed-ticket stack">
      <header className="card">
        <div className="row">
          <span className="soft">{ticket.number}</span>
          <StateTag state={ticket.state} />
          <span className="soft">
            <When at={ticket.createdAt} />
          </span>
          <Button className="end" onClick={onClose}>
            {say('close')}
          </Button>
        </div>
        <h2>{ticket.title}</h2>
        <div className="row">
          <GiveAway ticket={ticket} />
          {/* A sealed matter goes to no unit. */}
          <Moves ticket={ticket} except={['dispatch', 'hand-over']} withKeys />
        </div>
      </header>
      {ticket.state === 'handed-over' && <HandOver ticket={ticket} />}
      <Matter ticket={ticket} />
      <Deadlines ticket={ticket} />
      <Files ticket={ticket} />
      <Timeline ticket={ticket} />
    </article>
  );
}
