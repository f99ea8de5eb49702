import type { TicketDetail } from '../../hub/types';
import { useUnitName } from '../../hub/catalogue';
import { clockTime } from '../../ui/time';
import { useSay } from '../../words';
import { Mark } from '../../ui/Mark';
import { TICKET_WORDS } from '../words';

/** Who has it: platform, lead unit, those that assist and what they said; before that, who should. */
export function Units({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const unitName = useUnitName();
  const { unit, assists, platform, noReturn, dispatchSuggestion } = ticket;
  return (
    <section className="card">
      <h2>{say('people')}</h2>
      <ul className="lines">
        <li>
          <span className="soft">{say('platform')}</span>
          <span>{platform === undefined ? say('cityPlatform') : unitName(platform)}</span>
        </li>
        {unit !== undefined && (
          <li>
            <span className="soft">{say('lead')}</span>
            <span>
              {unitName(unit)} {noReturn && <Mark tone="bad">{say('noReturn')}</Mark>}
            </span>
          </li>
        )}
        {assists.map((assist) => (
          <li key={assist.unit}>
            <span className="soft">{say('assist')}</span>
            <span>
              {unitName(assist.unit)}{' '}
              {assist.at === undefined ? (
                <Mark tone="warn">{say('assistWaiting')}</Mark>
              ) : (
                <>
                  <Mark tone="good">{say('assistAnswered', { time: clockTime(assist.at) })}</Mark>
                  <div className="said">{assist.text}</div>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {dispatchSuggestion && (
        <p>
          {say('suggestion', { unit: dispatchSuggestion.unitName })}
          <br />
          <span className="soft">{dispatchSuggestion.reason}</span>
          {dispatchSuggestion.alternatives.length > 0 && (
            <span className="soft">
              {' '}
              {say('alternatives', {
                units: dispatchSuggestion.alternatives
                  .map((one) => `${one.unitName}（${one.reason}）`)
                  .join('、'),
              })}
            </span>
          )}
        </p>
      )}
    </section>
  );
}
