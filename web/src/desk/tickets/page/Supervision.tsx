import {
  CARD_EN,
  CARD_ZH,
  CLOCK_EN,
  CLOCK_ZH,
  SUPERVISION_EN,
  SUPERVISION_ZH,
} from '../../../../../src/core/model/ticket-words.js';
import type { TicketDetail } from '../../hub/types';
import { clockTime } from '../../ui/time';
import { useNames, useSay } from '../../words';
import { Mark } from '../../ui/Mark';
import { TICKET_WORDS } from '../words';

/** The ladder so far: reminders, notices, criticism, and the cards on its clocks. */
export function Supervision({ ticket: { supervision, cards } }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const levelName = useNames(SUPERVISION_ZH, SUPERVISION_EN);
  const cardName = useNames(CARD_ZH, CARD_EN);
  const stepName = useNames(CLOCK_ZH, CLOCK_EN);
  if (supervision.length === 0 && cards.length === 0) return null;
  return (
    <section className="card">
      <h2>{say('supervision')}</h2>
      <ul className="lines">
        {cards.map(({ card, step, at }) => (
          <li key={`${card}${step}${at}`}>
            <span>
              <Mark tone={card === 'red' ? 'bad' : 'warn'}>{cardName(card)}</Mark> {stepName(step)}
            </span>
            <span className="soft">{clockTime(at)}</span>
          </li>
        ))}
        {supervision.map(({ level, at, reason, acknowledgedAt }) => (
          <li key={`${level}${at}`}>
            <div>
              <strong>{levelName(level)}</strong> <span className="soft">{clockTime(at)}</span>
              <div className="said">{reason}</div>
            </div>
            {acknowledgedAt === undefined ? (
              <Mark tone="warn">{say('notAcknowledged')}</Mark>
            ) : (
              <Mark tone="good">{say('acknowledged', { time: clockTime(acknowledgedAt) })}</Mark>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
