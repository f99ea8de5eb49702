import { Tabs } from 'antd';
import { useSay } from '../../words';
import { AccountReview } from './AccountReview';
import { AccountTable } from './AccountTable';
import { LiveSessions } from './LiveSessions';
import { ACCOUNT_WORDS } from './words';

/** Who works here, who is signed in from where, and which accounts somebody should look at. */
export default function Accounts() {
  const say = useSay(ACCOUNT_WORDS);
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
      </div>
      <Tabs
        items={[
          { key: 'accounts', label: say('accounts'), children: <AccountTable /> },
          { key: 'sessions', label: say('sessions'), children: <LiveSessions /> },
          { key: 'review', label: say('review'), children: <AccountReview /> },
        ]}
      />
    </>
  );
}
