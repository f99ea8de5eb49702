import { CALL_STATE_EN, CALL_STATE_ZH } from '../../../../src/core/model/call-words.js';
import type { Call, OwnCalls } from '../hub/types';
import { Mark, type Tone } from '../ui/Mark';
import { When } from '../ui/When';
import { useNames, useSay } from '../words';
import { callerOf } from './calls';
import { PHONE_WORDS } from './words';

const TONES: Record<Call['state'], Tone> = {
  ringing: 'warn',
  talking: 'good',
  ended: 'info',
  missed: 'bad',
  unclear: 'plain',
};

/** What rings, is talked on, or is over and not written down. */
export function OwnCallList({
  items,
  chosen,
  onChoose,
}: {
  items: OwnCalls['items'];
  chosen?: string;
  onChoose(id: string): void;
}) {
  const say = useSay(PHONE_WORDS);
  return (
    <section aria-label={say('own')} className="call-list">
      <h2>{say('own')}</h2>
      {items.length === 0 && <p className="soft">{say('noOwn')}</p>}
      <ul>
        {items.map(({ call, tickets }) => (
          <li key={call.id}>
            <button type="button" aria-pressed={call.id === chosen} onClick={() => onChoose(call.id)}>
              <span className="row">
                <strong>{callerOf(call) ?? say('hidden')}</strong> <CallStateMark state={call.state} />
              </span>
              <span className="soft">
                <When at={call.startedAt} />
                {tickets.length > 0 && ` · ${say('callerTickets')} ${tickets.length}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function CallStateMark({ state }: { state: Call['state'] }) {
  const name = useNames(CALL_STATE_ZH, CALL_STATE_EN);
  return <Mark tone={TONES[state]}>{name(state)}</Mark>;
}
