import { Empty, Skeleton } from 'antd';
import { useHub } from '../../hub/queries';
import type { AccountView } from '../../hub/types';
import { Mark, type Tone } from '../../ui/Mark';
import { ProblemAlert } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { useSay } from '../../words';
import { AccountActions } from './AccountActions';
import { CHANNEL_WORDS } from './words';

const TONES: Record<AccountView['state'], Tone> = {
  starting: 'info',
  up: 'good',
  degraded: 'warn',
  down: 'bad',
  paused: 'warn',
};

/** How every channel account is, and what one can do about it while the hub runs. */
export default function Channels() {
  const say = useSay(CHANNEL_WORDS);
  const { data, error, refetch } = useHub<{ items: AccountView[] }>('/admin/channels', undefined, {
    everyMs: 10_000,
  });
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <span className="soft">{say('lead')}</span>
      </div>
      <ProblemAlert problem={error} onAgain={() => void refetch()} />
      {!data && !error && <Skeleton active />}
      {data?.items.length === 0 && <Empty description={say('none')} />}
      <div className="card-grid">
        {data?.items.map((account) => (
          <Account key={`${account.channel}/${account.account}`} account={account} />
        ))}
      </div>
    </>
  );
}

function Account({ account }: { account: AccountView }) {
  const say = useSay(CHANNEL_WORDS);
  const { channel, state, mode, detail, lastInAt, lastOutAt, waiting, oldestWaitingAt, quotaLeft } = account;
  const { tokenExpiresAt, lastError, received, sent, failed } = account;
  return (
    <section className="card">
      <h2>
        {channel} <span className="soft">{account.account}</span>
      </h2>
      <div className="row">
        <Mark tone={TONES[state]}>{say(state)}</Mark>
        {mode !== 'on' && <Mark tone="warn">{say(mode)}</Mark>}
        <span className="soft">{say('counts', { received, sent, failed })}</span>
      </div>
      <ul className="facts">
        {detail !== undefined && <li>{detail}</li>}
        {lastInAt !== undefined && <li>{say('lastIn', { time: clockTime(lastInAt) })}</li>}
        {lastOutAt !== undefined && <li>{say('lastOut', { time: clockTime(lastOutAt) })}</li>}
        {waiting > 0 && oldestWaitingAt !== undefined && (
          <li>{say('waiting', { n: waiting, time: clockTime(oldestWaitingAt) })}</li>
        )}
        {quotaLeft !== undefined && <li>{say('quota', { n: quotaLeft })}</li>}
        {tokenExpiresAt !== undefined && <li>{say('token', { time: clockTime(tokenExpiresAt) })}</li>}
        {lastError && (
          <li className="bad">
            {say('lastError', { time: clockTime(lastError.at), message: lastError.message })}
          </li>
        )}
      </ul>
      <AccountActions account={account} />
    </section>
  );
}
