import { useMemo } from 'react';
import { useHub, useHubList } from '../hub/queries';
import type { TicketSummary } from '../hub/types';
import { Chosen } from '../queue/Chosen';
import { Queue } from '../queue/Queue';
import { QUEUE_WORDS } from '../queue/words';
import { useNow } from '../ui/time';
import { useSay } from '../words';
import { ToCall } from './ToCall';
import { CALL_BACK_WORDS } from './words';

const WAITING = { state: 'reviewed' };
const BY_DUE = { sort: 'dueAt', order: 'ascending' };
/** Whoever did not answer is left in peace for so long. */
const REST_MS = 2 * 3_600_000;

/** 回访: whom to call, what to ask, and what they said, by keys; who was just not reached comes at the end. */
export default function CallBackDesk() {
  const say = useSay(CALL_BACK_WORDS);
  const sayQueue = useSay(QUEUE_WORDS);
  const now = useNow();
  const list = useHubList<TicketSummary>('/staff/tickets', { ...WAITING, ...BY_DUE, limit: 50 });
  const { data } = useHub<{ count: number; more: boolean }>('/staff/tickets/count', WAITING);
  const items = useMemo(() => {
    const rests = (ticket: TicketSummary) => isResting(ticket, now);
    return [...list.items.filter((one) => !rests(one)), ...list.items.filter(rests)];
  }, [list.items, now]);
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
      <Queue list={{ ...list, items }}>
        {(number, { next }) => (
          <Chosen number={number}>
            {(ticket) => <ToCall ticket={ticket} resting={isResting(ticket, now)} onLater={next} />}
          </Chosen>
        )}
      </Queue>
    </>
  );
}

function isResting({ attempts = 0, updatedAt }: TicketSummary, now: number): boolean {
  return attempts > 0 && now - new Date(updatedAt).getTime() < REST_MS;
}
