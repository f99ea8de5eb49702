import { Link } from '../../shared/router';
import { useCatalogue } from '../hub/catalogue';
import type { Alert } from '../hub/types';
import { Mark } from '../ui/Mark';
import { When } from '../ui/When';
import { useSay } from '../words';
import { EMERGENCY_WORDS } from './words';

/** Where, who, whom to call: read out over the telephone, so that it is large. */
export function Facts({ alert }: { alert: Alert }) {
  const say = useSay(EMERGENCY_WORDS);
  const { place, phone, persons, hotlines, named, words, channel, conversationId, ticketId } = alert;
  return (
    <section className="card">
      <dl className="facts">
        <div className="wide">
          <dt>{say('place')}</dt>
          <dd>{placeText(place) ?? say('noPlace')}</dd>
        </div>
        <div>
          <dt>{say('phone')}</dt>
          <dd>{phone ?? say('noPhone')}</dd>
        </div>
        {persons.length > 0 && (
          <div>
            <dt>{say('persons')}</dt>
            <dd>{persons.join('、')}</dd>
          </div>
        )}
        <div className="wide">
          <dt>{say('centres')}</dt>
          <dd className="row">
            {hotlines.map((id) => (
              <Centre key={id} id={id} alert={alert} />
            ))}
          </dd>
        </div>
      </dl>
      {named.length > 0 && (
        <p className="soft">
          {say('told')} {named.join('、')}
        </p>
      )}
      <h3>{say('said')}</h3>
      <ul className="heard">
        {words.map(({ at, text, over }) => (
          <li key={at}>
            <span className="said">{text}</span> {over && <Mark tone="warn">{say('over')}</Mark>}
            <span className="soft">
              <When at={at} />
            </span>
          </li>
        ))}
      </ul>
      <p className="row">
        <Link href={`/desk/inbox/${conversationId}`}>{say('conversation')}</Link>
        {ticketId !== undefined && <Link href={`/desk/tickets/${ticketId}`}>{say('ticket')}</Link>}
        <span className="soft">
          {say('channel')} {channel}
        </span>
      </p>
    </section>
  );
}

/** Both parts of a place, when the second says something new. */
export function placeText(place: Alert['place']): string | undefined {
  const { text, detail } = place ?? {};
  return detail === undefined || text?.includes(detail) === true
    ? text
    : [text, detail].filter(Boolean).join(' ');
}

/** A centre to call: its number, its name, and whether it was called. */
function Centre({ id, alert: { calls } }: { id: string; alert: Alert }) {
  const say = useSay(EMERGENCY_WORDS);
  const { hotlines } = useCatalogue();
  const call = calls.findLast(({ number }) => number === id);
  return (
    <span className={`centre ${call ? 'called' : ''}`}>
      <strong>{id}</strong> {hotlines.find((one) => one.id === id)?.name}
      {call && (
        <Mark tone={call.receipt === undefined ? 'info' : 'good'}>{call.receipt ?? say('noReceipt')}</Mark>
      )}
    </span>
  );
}
