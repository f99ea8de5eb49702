import { APPLICATION_EN, APPLICATION_ZH } from '../../../../../src/core/model/ticket-words.js';
import { useUnitName } from '../../hub/catalogue';
import type { TicketDetail } from '../../hub/types';
import { clockTime } from '../../ui/time';
import { useNames, useSay } from '../../words';
import { Mark } from '../../ui/Mark';
import { TICKET_WORDS } from '../words';

const TONES = { pending: 'warn', granted: 'good', refused: 'bad' } as const;

/** What the unit applied for, and what was decided. */
export function Applications({ ticket: { applications } }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const unitName = useUnitName();
  const kindName = useNames(APPLICATION_ZH, APPLICATION_EN);
  if (applications.length === 0) return null;
  return (
    <section className="card">
      <h2>{say('applications')}</h2>
      <ul className="lines">
        {applications.map(({ id, kind, days, reason, by, at, state, answer, decidedBy, decidedAt }) => (
          <li key={id}>
            <div>
              <strong>{kindName(kind)}</strong> {days !== undefined && `+${days}`}{' '}
              <Mark tone={TONES[state]}>{say(state)}</Mark>
              <div className="said">{reason}</div>
              <div className="soft">
                {unitName(by)} · {clockTime(at)}
              </div>
              {decidedAt !== undefined && (
                <div className="soft">
                  {decidedBy} · {clockTime(decidedAt)} {answer}
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
