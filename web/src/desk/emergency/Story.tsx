import { CALL_WAY_EN, CALL_WAY_ZH } from '../../../../src/core/model/alert-words.js';
import type { Alert } from '../hub/types';
import { Mark } from '../ui/Mark';
import { secondTime, When } from '../ui/When';
import { useNames, useSay } from '../words';
import { EMERGENCY_WORDS } from './words';

/** Who handed what to whom and when, as recorded; and under which number each centre has it. */
export function Story({ alert: { story, calls } }: { alert: Alert }) {
  const say = useSay(EMERGENCY_WORDS);
  const wayName = useNames(CALL_WAY_ZH, CALL_WAY_EN);
  return (
    <section className="card">
      <h2>{say('calls')}</h2>
      {calls.length === 0 && <p className="soft">{say('noCalls')}</p>}
      <ul className="lines">
        {calls.map(({ number, way, by, calledAt, receipt }) => (
          <li key={`${number} ${calledAt}`}>
            <span>
              <strong>{number}</strong> · {wayName(way)} · {by} · <When at={calledAt} />
            </span>
            <Mark tone={receipt === undefined ? 'warn' : 'good'}>
              {receipt === undefined ? say('noReceipt') : `${say('receipt')} ${receipt}`}
            </Mark>
          </li>
        ))}
      </ul>
      <h2>{say('story')}</h2>
      <ol className="story">
        {story.map(({ at, text }, index) => (
          <li key={index}>
            <time dateTime={at} className="soft">
              {secondTime(at)}
            </time>{' '}
            <span className="said">{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
