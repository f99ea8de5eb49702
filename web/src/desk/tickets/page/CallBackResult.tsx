import { RESULT_EN, RESULT_ZH } from '../../../../../src/core/model/ticket-words.js';
import type { TicketDetail } from '../../hub/types';
import { clockTime } from '../../ui/time';
import { useNames, useSay } from '../../words';
import { Mark } from '../../ui/Mark';
import { TICKET_WORDS } from '../words';

/** 回访: what the citizen said of the handling. */
export function CallBackResult({ ticket: { callBack, attempts } }: { ticket: TicketDetail }) {
  const say = useSay(TICKET_WORDS);
  const resultName = useNames(RESULT_ZH, RESULT_EN);
  if (!callBack && attempts === 0) return null;
  const answers = callBack
    ? [
        say(callBack.reached ? 'reached' : 'notReached'),
        ...(callBack.contacted === undefined ? [] : [say(callBack.contacted ? 'contacted' : 'notContacted')]),
        ...(callBack.truthful === undefined ? [] : [say(callBack.truthful ? 'truthful' : 'notTruthful')]),
        ...(callBack.solved === undefined ? [] : [resultName(callBack.solved)]),
        ...(callBack.satisfied === undefined ? [] : [say(callBack.satisfied ? 'satisfied' : 'dissatisfied')]),
      ]
    : [];
  return (
    <section className="card">
      <h2>{say('callBack')}</h2>
      <div className="row">
        {answers.map((answer) => (
          <Mark key={answer}>{answer}</Mark>
        ))}
        {attempts > 0 && <span className="soft">{say('attempts', { n: attempts })}</span>}
      </div>
      {callBack && (
        <p className="soft">
          {clockTime(callBack.at)} {callBack.reason}
        </p>
      )}
    </section>
  );
}
