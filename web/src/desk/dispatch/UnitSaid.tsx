import type { StaffMove, TicketDetail } from '../hub/types';
import { useUnitName } from '../hub/catalogue';
import { When } from '../ui/When';
import { useSay } from '../words';
import { DISPATCH_WORDS } from './words';

/** The last time this move was made: by whom, why, and on what basis. */
export function UnitSaid({ ticket, move, title }: { ticket: TicketDetail; move: StaffMove; title: string }) {
  const say = useSay(DISPATCH_WORDS);
  const unitName = useUnitName();
  const event = ticket.history.findLast((one) => one.move === move);
  if (!event) return null;
  const { actor, at, details } = event;
  return (
    <section className="card">
      <h2>{title}</h2>
      <p className="said">{details.reason}</p>
      {move !== 'reject-return' && (
        <p>
          <strong>{say('basis')}</strong>
          <br />
          <span className="said">{details.basis ?? say('noBasis')}</span>
        </p>
      )}
      <p className="soft">
        {actor.type === 'staff' && `${unitName(actor.unit)} ${actor.name} · `}
        <When at={at} />
      </p>
    </section>
  );
}
