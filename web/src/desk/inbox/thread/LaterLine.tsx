import { Button } from 'antd';
import { outdate } from '../../hub/queries';
import { post, remove } from '../../hub/staff-api';
import type { LaterReplyView } from '../../hub/types';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { useSay } from '../../words';
import { giveBack } from '../reply/given-back';
import { INBOX_WORDS } from '../words';

/** A reply that has not gone out: when it will, and that it can still be taken back. */
export function LaterLine({ later, conversationId }: { later: LaterReplyView; conversationId: string }) {
  const say = useSay(INBOX_WORDS);
  const { running, problem, attempt } = useAttempt();
  const path = `/staff/conversations/${conversationId}/replies/${later.id}`;
  const takeBack = () =>
    attempt(async () => {
      giveBack(await remove<LaterReplyView>(path));
      await outdate('conversations', conversationId);
    });
  const sendNow = () =>
    attempt(async () => {
      await post(`${path}/send`);
      await outdate('conversations', conversationId);
    });
  const held = later.state === 'held';
  return (
    <article className={`bubble ours later ${held ? 'held' : ''}`}>
      <header className="soft">
        {later.by.name} ·{' '}
        {held
          ? say('heldReply')
          : later.kind === 'undo'
            ? say('undoing')
            : say('scheduled', { time: clockTime(later.sendAt) })}
      </header>
      <p className="said">{later.text}</p>
      <ProblemAlert problem={problem} />
      <div className="row">
        <Button size="small" loading={running} onClick={() => void takeBack()}>
          {say('takeBack')}
        </Button>
        {later.kind === 'later' && (
          <Button size="small" loading={running} onClick={() => void sendNow()}>
            {say('sendNow')}
          </Button>
        )}
      </div>
    </article>
  );
}
