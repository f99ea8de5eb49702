import { Button } from 'antd';
import { outdate } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import type { ThreadView } from '../../hub/types';
import { useMay } from '../../session/session';
import { Mark } from '../../ui/Mark';
import { useAttempt } from '../../ui/Problem';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { flagName } from '../flags';
import { INBOX_WORDS } from '../words';

type Flag = ThreadView['conversation']['flags'][number];

/** Why people should look, where it came up, and that somebody has. */
export function FlagLine({ flag, conversationId }: { flag: Flag; conversationId: string }) {
  const say = useSay(INBOX_WORDS);
  const mayClose = useMay('conversation.flag');
  const { running, attempt } = useAttempt();
  const close = () =>
    attempt(async () => {
      await post(`/staff/conversations/${conversationId}/flags/${encodeURIComponent(flag.id)}/close`);
      await outdate('conversations', conversationId);
    });
  const open = flag.doneAt === undefined;
  return (
    <div className={`flag ${open ? 'open' : ''}`}>
      <Mark tone={!open ? 'plain' : flag.urgent ? 'bad' : 'warn'}>{flagName(flag.reason)}</Mark>
      <span className="said">{flag.summary}</span>
      <span className="soft">
        <When at={flag.at} />
      </span>
      {open && mayClose && (
        <Button size="small" loading={running} onClick={() => void close()}>
          {say('closeFlag')}
        </Button>
      )}
    </div>
  );
}
