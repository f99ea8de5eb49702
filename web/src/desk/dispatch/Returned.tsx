import type { TicketDetail } from '../hub/types';
import { Decision } from '../queue/Decision';
import { Matter } from '../tickets/page/Matter';
import { Moves } from '../tickets/page/Moves';
import { Units } from '../tickets/page/Units';
import { useSay } from '../words';
import { UnitSaid } from './UnitSaid';
import { DISPATCH_WORDS } from './words';

/** A return to decide: the unit's reason and basis beside the matter. */
export function Returned({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(DISPATCH_WORDS);
  return (
    <>
      <p className="soft">{say('returnedTimes', { n: ticket.returns, m: ticket.dispatches })}</p>
      <div className="side-by-side">
        <div className="stack">
          <Matter ticket={ticket} />
          <Units ticket={ticket} />
        </div>
        <div className="stack">
          <UnitSaid ticket={ticket} move="return" title={say('returnedBy')} />
          <Decision
            ticket={ticket}
            reasonLabel={say('rejectReason')}
            ways={[
              { move: 'accept-return', label: say('acceptReturn'), keys: 'a', otherwise: '' },
              { move: 'reject-return', label: say('rejectReturn'), keys: 'n', grave: true },
            ]}
          />
        </div>
      </div>
      <Moves ticket={ticket} except={['accept-return', 'reject-return']} />
    </>
  );
}
