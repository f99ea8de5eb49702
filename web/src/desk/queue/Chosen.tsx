import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link } from '../../shared/router';
import { useHub } from '../hub/queries';
import type { TicketDetail } from '../hub/types';
import { Marks, typeName, Waits } from '../tickets/columns';
import { StateTag } from '../tickets/StateTag';
import { Due } from '../ui/Due';
import { ProblemAlert } from '../ui/Problem';
import { When } from '../ui/When';

/** The chosen ticket of a queue, as soon as it is read: never the one before under the next one's number. */
export function Chosen({ number, children }: { number: string; children(ticket: TicketDetail): ReactNode }) {
  const { data, error, refetch } = useHub<TicketDetail>(`/staff/tickets/${number}`);
  if (data?.number === number)
    return (
      <article className="stack" key={number}>
        <ChosenHead ticket={data} />
        {children(data)}
      </article>
    );
  if (error) return <ProblemAlert problem={error} onAgain={() => void refetch()} />;
  return <Skeleton active paragraph={{ rows: 8 }} />;
}

function ChosenHead({ ticket }: { ticket: TicketDetail }) {
  const { number, title, type, channel, createdAt, state, dueAt } = ticket;
  return (
    <header>
      <h2 className="chosen-title">{title}</h2>
      <div className="row soft">
        <Marks ticket={ticket} /> <StateTag state={state} /> <Waits ticket={ticket} />
        {dueAt !== undefined && <Due at={dueAt} />}
        <Link href={`/desk/tickets/${number}`}>{number}</Link> · {typeName(type)} · {channel} ·{' '}
        <When at={createdAt} />
      </div>
    </header>
  );
}
