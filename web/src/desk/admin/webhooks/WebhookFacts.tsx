import type { Webhook } from '../../hub/types';
import { Mark, type Tone } from '../../ui/Mark';
import { clockTime } from '../../ui/time';
import { useSay } from '../../words';
import { WEBHOOK_WORDS } from './words';

const TONES: Record<Webhook['state'], Tone> = { active: 'good', failing: 'bad', paused: 'warn' };

/** How a subscription does, in a few lines. */
export function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const say = useSay(WEBHOOK_WORDS);
  const { url, state, pausedBy, failures, failingSince, problem, deliveredAt } = webhook;
  const { waiting, oldestWaitingAt, givenUp, secretsEnd, createdAt, createdBy } = webhook;
  const isFailing = failures > 0 && failingSince !== undefined;
  return (
    <>
      <div className="row">
        <Mark tone={TONES[state]}>{say(pausedBy === 'receiver' ? 'pausedByReceiver' : state)}</Mark>
        <span className="soft">
          {deliveredAt === undefined ? say('never') : say('delivered', { time: clockTime(deliveredAt) })}
        </span>
      </div>
      <ul className="facts">
        <li>{url}</li>
        {isFailing && (
          <li className="bad">{say('failures', { n: failures, time: clockTime(failingSince) })}</li>
        )}
        {problem !== undefined && <li className="bad">{say('problem', { problem })}</li>}
        {waiting > 0 && oldestWaitingAt !== undefined && (
          <li>{say('waiting', { n: waiting, time: clockTime(oldestWaitingAt) })}</li>
        )}
        {givenUp > 0 && <li className="bad">{say('givenUp', { n: givenUp })}</li>}
        {secretsEnd.map((at) => (
          <li key={at}>{say('secretEnds', { time: clockTime(at) })}</li>
        ))}
        <li>{say('created', { by: createdBy.name, time: clockTime(createdAt) })}</li>
      </ul>
    </>
  );
}
