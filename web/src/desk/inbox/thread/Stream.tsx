import { Button } from 'antd';
import { Fragment, useEffect, useMemo, useRef, useState } from 'react';
import { localTime } from '../../../shared/language';
import { get } from '../../hub/staff-api';
import type { MessageView, ThreadView } from '../../hub/types';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import { FlagLine } from './FlagLine';
import { LaterLine } from './LaterLine';
import { Message } from './Message';
import { NoteLine } from './NoteLine';
import { dayOf, type Item, itemsOf } from './stream';

/** So near the end somebody reads the newest, and wants to go on doing so. */
const NEAR_PX = 160;

/** Everything of a conversation in one thread: words of all sides, notes, flags, and what waits to go out. */
export function Stream({ thread }: { thread: ThreadView }) {
  const say = useSay(INBOX_WORDS);
  const box = useRef<HTMLDivElement>(null);
  const [older, setOlder] = useState<MessageView[]>([]);
  const [more, setMore] = useState(thread.earlier);
  const [below, setBelow] = useState(false);
  const near = useRef(true);
  const { running, problem, attempt } = useAttempt();
  const items = useMemo(() => itemsOf(thread, older), [thread, older]);
  const lastId = items.at(-1)?.id;
  const toEnd = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setBelow(false);
  };
  useEffect(() => {
    if (near.current) toEnd();
    else setBelow(true);
  }, [lastId]);
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    near.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (near.current) setBelow(false);
  };
  const readEarlier = () =>
    attempt(async () => {
      const before = older[0]?.seq ?? thread.messages[0]?.seq ?? 1;
      const path = `/staff/conversations/${thread.conversation.id}/messages`;
      const found = await get<{ messages: MessageView[]; earlier: boolean }>(path, { before });
      setOlder((known) => [...found.messages, ...known]);
      setMore(found.earlier);
    });
  return (
    <div className="stream-frame">
      <div
        className="stream"
        ref={box}
        onScroll={onScroll}
        role="log"
        aria-label={say('heading')}
        tabIndex={0}
      >
        {more && (
          <p className="more">
            <Button loading={running} onClick={() => void readEarlier()}>
              {say('earlier')}
            </Button>
          </p>
        )}
        <ProblemAlert problem={problem} />
        {items.map((item, index) => {
          const before = items[index - 1];
          const newDay = item.type !== 'later' && (!before || dayOf(before.at) !== dayOf(item.at));
          return (
            <Fragment key={item.id}>
              {newDay && <p className="stream-day">{localTime(item.at, DAY)}</p>}
              <Line item={item} thread={thread} />
            </Fragment>
          );
        })}
      </div>
      {below && (
        <Button className="stream-below" type="primary" shape="round" onClick={toEnd}>
          {say('newBelow')} ↓
        </Button>
      )}
    </div>
  );
}

const DAY = { month: 'long', day: 'numeric', weekday: 'short' } as const;

function Line({ item, thread }: { item: Item; thread: ThreadView }) {
  const conversationId = thread.conversation.id;
  switch (item.type) {
    case 'message':
      return (
        <Message message={item.message} conversationId={conversationId} channel={thread.channel.title} />
      );
    case 'note':
      return <NoteLine note={item.note} />;
    case 'flag':
      return <FlagLine flag={item.flag} conversationId={conversationId} />;
    case 'later':
      return <LaterLine later={item.later} conversationId={conversationId} />;
  }
}
