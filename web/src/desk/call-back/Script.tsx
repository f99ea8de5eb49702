import { serviceName } from '../../shared/language';
import { useUnitName } from '../hub/catalogue';
import type { TicketDetail } from '../hub/types';
import { CallBackResult } from '../tickets/page/CallBackResult';
import { Mark } from '../ui/Mark';
import { clockTime } from '../ui/time';
import { useSay } from '../words';
import { CALL_BACK_WORDS } from './words';

/** Whom to call and how to begin; number and name as far as one may see them. */
export function Script({ ticket }: { ticket: TicketDetail }) {
  const say = useSay(CALL_BACK_WORDS);
  const unitName = useUnitName();
  const { name, phone, anonymous, personHidden, title, createdAt, unit, rating } = ticket;
  const service = serviceName();
  return (
    <section className="card">
      <h2>{say('script')}</h2>
      <p className="call-number">
        {phone === undefined ? (
          <span className="soft">{say(personHidden ? 'noRight' : 'noPhone')}</span>
        ) : (
          <a href={`tel:${phone}`}>{phone}</a>
        )}{' '}
        {anonymous ? <Mark>{say('anonymous')}</Mark> : name}
      </p>
      <ol className="script">
        <li>
          {name === undefined || anonymous
            ? say('helloUnknown', { service })
            : say('hello', { name, service })}
        </li>
        <li>{say('about', { time: clockTime(createdAt), title, unit: unitName(unit) })}</li>
      </ol>
      {rating !== undefined && (
        <p>
          {say('known')} <Mark tone="info">{say('rated', { n: rating })}</Mark>
        </p>
      )}
      {ticket.callBack && <CallBackResult ticket={ticket} />}
    </section>
  );
}
