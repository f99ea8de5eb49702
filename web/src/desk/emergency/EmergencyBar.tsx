import { BellFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { go, useAddress } from '../../shared/router';
import type { Alert } from '../hub/types';
import { useMay, useStaff } from '../session/session';
import { useAttempt } from '../ui/Problem';
import { useSay } from '../words';
import { byNeed, dangerName } from './alerts';
import { Countdown } from './Countdown';
import { RungText } from './RungText';
import { useSirenState } from './siren';
import { take } from './steps';
import { EMERGENCY_WORDS } from './words';

/** The red bar: an emergency that nobody has seen to, or that this person took and has not handed over. */
export function EmergencyBar({ open }: { open: readonly Alert[] }) {
  const say = useSay(EMERGENCY_WORDS);
  const { staff } = useStaff();
  const siren = useSirenState();
  const mayTake = useMay('conversation.take');
  const address = useAddress();
  const { running, attempt } = useAttempt();
  const waiting = byNeed(
    open.filter(({ rings, state, takenBy }) => rings || (state === 'taken' && takenBy?.id === staff.id)),
  );
  const [alert, ...others] = waiting;
  if (!alert) return null;
  const here = address === `/desk/emergency/${alert.id}`;
  const show = () => go(`/desk/emergency/${alert.id}`);
  const takeIt = () => attempt(async () => void (await take(alert.id))).then((done) => done && show());
  return (
    <section
      className={`emergency-bar ${alert.rings ? '' : 'mine'}`}
      data-siren={siren}
      aria-label={say('bar')}
    >
      <BellFilled aria-hidden />
      <strong role="alert">
        {say(alert.rings ? 'bar' : 'barMine')} · {dangerName(alert.danger)}
      </strong>
      <span className="where">{alert.place?.text}</span>
      {alert.rings && (
        <span>
          <RungText alert={alert} />
        </span>
      )}
      <Countdown alert={alert} />
      {others.length > 0 && <span>{say('others', { n: others.length })}</span>}
      <span className="end row">
        {siren === 'blocked' && <span className="blocked">{say('soundBlocked')}</span>}
        {!here && mayTake && alert.rings && (
          <Button danger type="primary" loading={running} onClick={() => void takeIt()}>
            {say('take')}
          </Button>
        )}
        {!here && <Button onClick={show}>{say('view')}</Button>}
      </span>
    </section>
  );
}
