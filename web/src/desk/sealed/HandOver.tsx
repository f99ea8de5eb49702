import { Button } from 'antd';
import { useHub } from '../hub/queries';
import type { HandOverRecord, TicketDetail } from '../hub/types';
import { Mark } from '../ui/Mark';
import { ProblemAlert } from '../ui/Problem';
import { useSay } from '../words';
import { SEALED_WORDS } from './words';

/** 移交单, as it is printed: on paper nothing else of the page appears. */
export function HandOver({ ticket: { id, version } }: { ticket: TicketDetail }) {
  const say = useSay(SEALED_WORDS);
  // Asked for anew after every move: a receipt changes it.
  const { data, error } = useHub<HandOverRecord>(`/staff/tickets/${id}/hand-over`, { version });
  return (
    <section className="card hand-over">
      <h2>{say('handOver')}</h2>
      <p className="soft">{say('handOverLead')}</p>
      <ProblemAlert problem={error} />
      {data && (
        <>
          {data.receipt === undefined && <Mark tone="warn">{say('noReceipt')}</Mark>}
          <pre className="printed">{data.text}</pre>
          <Button type="primary" onClick={() => print()}>
            {say('print')}
          </Button>
        </>
      )}
    </section>
  );
}
