import { BellOutlined } from '@ant-design/icons';
import { Badge, Button, Empty, Popover } from 'antd';
import { useEffect, useRef } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import { Link } from '../../shared/router';
import { outdate, useHubList } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { Notice } from '../hub/types';
import { useAttempt } from '../ui/Problem';
import { When } from '../ui/When';
import { useNames, useSay } from '../words';
import { announce } from './announce';
import { FRAME_WORDS } from './words';

/** 站内通知: what moved that somebody should look at; news of it may sound and pop up. */
export function Notices() {
  const say = useSay(FRAME_WORDS);
  const { items } = useHubList<Notice>('/staff/notices', { unread: true, limit: 50 });
  useAnnounced(items);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={<List notices={items} />}
      title={say('notices')}
    >
      <Badge count={items.length} overflowCount={49} size="small" offset={[-8, 6]}>
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={`${say('notices')}，${say('unread', { n: items.length })}`}
        />
      </Badge>
    </Popover>
  );
}

function List({ notices }: { notices: readonly Notice[] }) {
  const say = useSay(FRAME_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const { running, attempt } = useAttempt();
  const read = (ids: string[]) =>
    attempt(async () => {
      await post('/staff/notices/read', { ids });
      await outdate('notices');
    });
  if (notices.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('noNotices')} />;
  return (
    <div className="notices">
      <ul>
        {notices.map((notice) => (
          <li key={notice.id}>
            <Link href={placeOf(notice)} onClick={() => void read([notice.id])}>
              {notice.about === 'ticket' ? (
                <>
                  <strong>{moveName(notice.move)}</strong> {notice.sealed ? say('sealed') : notice.number}
                </>
              ) : (
                say(notice.event, { name: notice.by })
              )}
            </Link>
            <span className="soft">
              <When at={notice.at} />
            </span>
          </li>
        ))}
      </ul>
      <Button block loading={running} onClick={() => void read(notices.map(({ id }) => id))}>
        {say('readAll')}
      </Button>
    </div>
  );
}

/** Announces what came since this page was opened, once. */
function useAnnounced(notices: readonly Notice[]): void {
  const say = useSay(FRAME_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const opened = useRef(Date.now());
  const announced = useRef(new Set<string>());
  useEffect(() => {
    // Of sealed matters nothing pops up: the bell shows that there is something.
    const fresh = notices.filter(
      (notice) =>
        new Date(notice.at).getTime() > opened.current &&
        !announced.current.has(notice.id) &&
        !(notice.about === 'ticket' && notice.sealed),
    );
    for (const { id } of fresh) announced.current.add(id);
    const [one] = fresh;
    if (one?.about === 'ticket') announce(say('newNotice', { number: one.number, text: moveName(one.move) }));
    else if (one) announce(say(one.event, { name: one.by }));
  }, [notices, say, moveName]);
}

function placeOf(notice: Notice): string {
  if (notice.about === 'conversation') return `/desk/inbox/${notice.conversationId}`;
  return notice.sealed ? '/desk/sealed' : `/desk/tickets/${notice.number}`;
}
