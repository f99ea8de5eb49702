import { Button, Skeleton } from 'antd';
import { ALERT_STATE_EN, ALERT_STATE_ZH } from '../../../../src/core/model/alert-words.js';
import { Link } from '../../shared/router';
import { useHubList } from '../hub/queries';
import type { Alert } from '../hub/types';
import { Mark, type Tone } from '../ui/Mark';
import { ProblemAlert } from '../ui/Problem';
import { When } from '../ui/When';
import { useNames, useSay } from '../words';
import { byNeed, dangerName } from './alerts';
import { Countdown } from './Countdown';
import { EMERGENCY_WORDS } from './words';

/** Open alerts first, those that nobody has at the top; then the ended ones, newest first. */
export function AlertList({ chosen }: { chosen?: string }) {
  const say = useSay(EMERGENCY_WORDS);
  const list = useHubList<Alert>('/staff/alerts', { limit: 20 });
  if (list.isLoading) return <Skeleton active paragraph={{ rows: 6 }} />;
  const open = byNeed(list.items.filter((one) => one.open));
  const ended = list.items.filter((one) => !one.open);
  return (
    <nav className="alert-list" aria-label={say('heading')}>
      <ProblemAlert problem={list.error} onAgain={() => void list.refetch()} />
      <h2>
        {say('open')} · {open.length}
      </h2>
      {open.length === 0 ? <p className="soft">{say('none')}</p> : <Rows alerts={open} chosen={chosen} />}
      <h2>{say('ended')}</h2>
      {ended.length === 0 ? (
        <p className="soft">{say('noneEnded')}</p>
      ) : (
        <Rows alerts={ended} chosen={chosen} />
      )}
      {list.hasNextPage && (
        <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </nav>
  );
}

function Rows({ alerts, chosen }: { alerts: readonly Alert[]; chosen?: string }) {
  return (
    <ul>
      {alerts.map((alert) => (
        <li key={alert.id}>
          <Link
            href={`/desk/emergency/${alert.id}`}
            aria-current={alert.id === chosen ? 'true' : undefined}
            className={alert.rings ? 'rings' : ''}
          >
            <span className="row">
              <strong>{dangerName(alert.danger)}</strong> <AlertStateMark alert={alert} />
            </span>
            {alert.place && <span>{alert.place.text}</span>}
            <span className="soft">
              <When at={alert.openedAt} /> {alert.takenBy?.name} <Countdown alert={alert} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const TONES: Record<Alert['state'], Tone> = {
  ringing: 'bad',
  taken: 'warn',
  called: 'info',
  acknowledged: 'good',
  'false-alarm': 'plain',
  closed: 'plain',
};

export function AlertStateMark({ alert: { state, rings } }: { alert: Alert }) {
  const name = useNames(ALERT_STATE_ZH, ALERT_STATE_EN);
  return <Mark tone={rings ? 'bad' : TONES[state]}>{name(state)}</Mark>;
}
