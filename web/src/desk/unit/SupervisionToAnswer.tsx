import { Alert } from 'antd';
import { Link } from '../../shared/router';
import { useHubList } from '../hub/queries';
import type { TicketSummary } from '../hub/types';
import { MoveButton } from '../moves/MoveButton';
import { Waits } from '../tickets/columns';
import { Due } from '../ui/Due';
import { useSay } from '../words';
import { UNIT_WORDS } from './words';

/** 督办 that the unit has not acknowledged yet: above everything else, until it has. */
export function SupervisionToAnswer({ unit }: { unit: string }) {
  const say = useSay(UNIT_WORDS);
  const { items } = useHubList<TicketSummary>('/staff/tickets', { unit, unacknowledged: true, limit: 20 });
  if (items.length === 0) return null;
  return (
    <Alert
      className="problem no-print"
      type="warning"
      title={say('supervised', { n: items.length })}
      description={
        <ul className="lines">
          {items.map((ticket) => (
            <li key={ticket.number}>
              <span>
                <Waits ticket={ticket} /> <Link href={`/desk/tickets/${ticket.number}`}>{ticket.title}</Link>{' '}
                {ticket.dueAt !== undefined && <Due at={ticket.dueAt} />}
              </span>
              <MoveButton number={ticket.number} move="acknowledge" primary />
            </li>
          ))}
        </ul>
      }
    />
  );
}
