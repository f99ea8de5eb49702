import { Tabs } from 'antd';
import { useStaff } from '../../session/session';
import { useSay } from '../../words';
import { NotSent } from './NotSent';
import { NotTaken } from './NotTaken';
import { FAILURE_WORDS } from './words';

/** What failed on the way in or out, and waits for a person. */
export default function Failures() {
  const say = useSay(FAILURE_WORDS);
  const { actions } = useStaff();
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <span className="soft">{say('lead')}</span>
      </div>
      <Tabs
        items={[
          ...(actions.includes('quarantine.read')
            ? [{ key: 'quarantine', label: say('quarantine'), children: <NotTaken /> }]
            : []),
          ...(actions.includes('conversation.resend')
            ? [{ key: 'outbox', label: say('outbox'), children: <NotSent /> }]
            : []),
        ]}
      />
    </>
  );
}
