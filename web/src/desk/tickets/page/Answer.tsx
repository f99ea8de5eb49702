import type { TicketDetail } from '../../hub/types';
import { useUnitName } from '../../hub/catalogue';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { TICKET_WORDS } from '../words';

/** What the citizen was answered. */
export function Answer({ ticket: { answer } }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const unitName = useUnitName();
  if (!answer) return null;
  return (
    <section className="card">
      <h2>{say('answer')}</h2>
      <p className="said">{answer.text}</p>
      <p className="soft">
        {unitName(answer.unit)} · <When at={answer.at} />
      </p>
    </section>
  );
}
