import { Button, Drawer, Grid, Skeleton } from 'antd';
import { useState } from 'react';
import { useHub } from '../../hub/queries';
import type { ThreadView } from '../../hub/types';
import { useMay } from '../../session/session';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { ReplyBox } from '../reply/ReplyBox';
import { Side } from '../side/Side';
import { INBOX_WORDS } from '../words';
import { Stream } from './Stream';
import { ThreadHead } from './ThreadHead';
import { usePresence } from './presence';

/** One conversation: what was said, the box to answer in, and beside it the person and their tickets. */
export function ThreadPage({ id, onDone, onBack }: { id: string; onDone(): void; onBack(): void }) {
  const say = useSay(INBOX_WORDS);
  const { data: thread, error, refetch } = useHub<ThreadView>(`/staff/conversations/${id}`);
  const mayReply = useMay('conversation.reply');
  const { xl } = Grid.useBreakpoint();
  const [side, setSide] = useState(false);
  const [typing, setTyping] = useState(false);
  const lastSeq = Math.max(0, ...(thread?.messages ?? []).map(({ seq = 0 }) => seq));
  const present = usePresence(id, lastSeq, typing, thread?.present);
  // Of another conversation, while this one is being read.
  if (!thread || thread.conversation.id !== id)
    return (
      <section className="thread">
        <Button onClick={onBack} className="thread-back">
          {say('back')}
        </Button>
        {error ? (
          <ProblemAlert problem={error} onAgain={() => void refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 8 }} />
        )}
      </section>
    );
  const beside = <Side thread={thread} />;
  return (
    <>
      <section className="thread" aria-labelledby="thread-name">
        <ThreadHead
          thread={thread}
          present={present}
          onDone={onDone}
          onBack={onBack}
          onSide={xl === false ? () => setSide(true) : undefined}
        />
        <ProblemAlert problem={error} onAgain={() => void refetch()} />
        <Stream thread={thread} />
        {mayReply && <ReplyBox thread={thread} lastSeq={lastSeq} onTyping={setTyping} />}
      </section>
      {xl === false ? (
        <Drawer open={side} onClose={() => setSide(false)} size={360} title={say('side')}>
          {beside}
        </Drawer>
      ) : (
        <aside className="side" aria-label={say('side')}>
          {beside}
        </aside>
      )}
    </>
  );
}
