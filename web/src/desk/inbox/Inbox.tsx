import './inbox.css';
import { useMemo } from 'react';
import { useShortcuts } from '../frame/shortcuts';
import { useSay } from '../words';
import { InboxList } from './list/InboxList';
import { open, usePlace } from './place';
import { useInboxRows } from './rows';
import { ThreadPage } from './thread/ThreadPage';
import { INBOX_WORDS } from './words';

/** 会话: the list of a view beside one conversation. /desk/inbox/<id>?view=… */
export default function Inbox({ id }: { id?: string }) {
  const say = useSay(INBOX_WORDS);
  const place = usePlace();
  const list = useInboxRows(place.view, place.q);
  const at = list.rows.findIndex((row) => row.id === id);
  const beside = (step: 1 | -1) => list.rows[at < 0 ? 0 : at + step]?.id;
  const move = (step: 1 | -1) => {
    const next = beside(step);
    if (next !== undefined) open(next, place);
  };
  useShortcuts(
    useMemo(
      () => [
        { keys: 'j', label: say('next'), run: () => move(1) },
        { keys: 'k', label: say('previous'), run: () => move(-1) },
        {
          keys: '/',
          label: say('focusSearch'),
          run: () => document.querySelector<HTMLInputElement>('.inbox-find input')?.focus(),
        },
      ],
      [say, list.rows, id, place.view, place.q],
    ),
  );
  return (
    <div className={`inbox ${id === undefined ? 'at-list' : 'at-thread'}`}>
      <InboxList list={list} place={place} openId={id} />
      {id === undefined ? (
        <div className="inbox-empty">
          <p>{say('choose')}</p>
          <p className="soft">{say('chooseHint')}</p>
        </div>
      ) : (
        <ThreadPage
          key={id}
          id={id}
          onDone={() => open(beside(1), place)}
          onBack={() => open(undefined, place)}
        />
      )}
    </div>
  );
}
