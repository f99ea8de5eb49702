import { useHub, useHubList } from '../hub/queries';
import type { TicketSummary } from '../hub/types';
import { Chosen } from '../queue/Chosen';
import { Queue } from '../queue/Queue';
import { QUEUE_WORDS } from '../queue/words';
import { useSay } from '../words';
import { ToReview } from './ToReview';
import { REVIEW_WORDS } from './words';

const WAITING = { state: 'replied' };
const BY_DUE = { sort: 'dueAt', order: 'ascending' };

/** 审核: the units' answers, those due first; each is let through or sent back, and the next opens by itself. */
export default function ReviewDesk() {
  const say = useSay(REVIEW_WORDS);
  const sayQueue = useSay(QUEUE_WORDS);
  const list = useHubList<TicketSummary>('/staff/tickets', { ...WAITING, ...BY_DUE, limit: 50 });
  const { data } = useHub<{ count: number; more: boolean }>('/staff/tickets/count', WAITING);
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        {data && (
          <span className="soft" role="status">
            {sayQueue(data.more ? 'leftMore' : 'left', { n: data.count })}
          </span>
        )}
      </div>
      <Queue list={list}>
        {(number) => <Chosen number={number}>{(ticket) => <ToReview ticket={ticket} />}</Chosen>}
      </Queue>
    </>
  );
}
