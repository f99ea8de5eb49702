import type { TicketDetail } from '../hub/types';
import { Files } from '../tickets/page/Files';
import { Matter } from '../tickets/page/Matter';
import { Moves } from '../tickets/page/Moves';
import { SimilarTickets } from '../tickets/page/SimilarTickets';
import { DispatchForm } from './DispatchForm';

/** One ticket to dispatch: what was said, where it could go, and what may be the same matter. */
export function ToDispatch({ ticket }: { ticket: TicketDetail }) {
  return (
    <>
      <div className="side-by-side">
        <div className="stack">
          <Matter ticket={ticket} />
          <Files ticket={ticket} />
        </div>
        <div className="stack">
          <DispatchForm ticket={ticket} />
          <SimilarTickets ticket={ticket} />
        </div>
      </div>
      <Moves ticket={ticket} except={['dispatch']} />
    </>
  );
}
