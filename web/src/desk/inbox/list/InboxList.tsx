import { Input } from 'antd';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { type InboxPlace, open } from '../place';
import type { useInboxRows } from '../rows';
import { INBOX_WORDS } from '../words';
import { Row } from './Row';
import { Views } from './Views';

const ROW_PX = 84;

/** Views, a search, and the lines of the view: only those in sight are in the page, however many there are. */
export function InboxList({
  list,
  place,
  openId,
}: {
  list: ReturnType<typeof useInboxRows>;
  place: InboxPlace;
  openId?: string;
}) {
  const say = useSay(INBOX_WORDS);
  // A page has one first heading: an open conversation's name, where one is open.
  const Heading = openId === undefined ? 'h1' : 'h2';
  return (
    <section className="inbox-list" aria-label={say('list')}>
      <div className="inbox-list-head">
        <Heading>{say('heading')}</Heading>
        <Find key={place.q} place={place} openId={openId} />
        <Views place={place} />
      </div>
      <ProblemAlert problem={list.error} onAgain={() => void list.refetch()} />
      {!list.isLoading && list.rows.length === 0 ? (
        <p className="soft inbox-none">{say(place.q === '' ? 'none' : 'noneFound')}</p>
      ) : (
        <Lines list={list} place={place} openId={openId} />
      )}
    </section>
  );
}

function Find({ place, openId }: { place: InboxPlace; openId?: string }) {
  const say = useSay(INBOX_WORDS);
  const [text, setText] = useState(place.q);
  return (
    <Input.Search
      className="inbox-find"
      value={text}
      allowClear
      aria-label={say('findHint')}
      placeholder={say('find')}
      onChange={({ target }) => setText(target.value)}
      onSearch={(q) => open(openId, { ...place, q: q.trim() }, true)}
    />
  );
}

function Lines({
  list,
  place,
  openId,
}: {
  list: ReturnType<typeof useInboxRows>;
  place: InboxPlace;
  openId?: string;
}) {
  const say = useSay(INBOX_WORDS);
  const box = useRef<HTMLDivElement>(null);
  const { rows, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const large = document.documentElement.classList.contains('large');
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => (large ? ROW_PX * 1.25 : ROW_PX),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 10) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    const at = rows.findIndex(({ id }) => id === openId);
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
    // Only when another one is opened: news must not move what somebody reads.
  }, [openId]);
  return (
    <div className="inbox-lines" ref={box} tabIndex={-1}>
      <ul style={{ height: virtual.getTotalSize() }} aria-label={say('list')}>
        {shown.map(({ index, start, size, key }) => {
          const row = rows[index];
          return row ? (
            <li key={key} style={{ transform: `translateY(${start}px)`, height: size }}>
              <Row row={row} place={place} isOpen={row.id === openId} />
            </li>
          ) : null;
        })}
      </ul>
      {isFetchingNextPage && <p className="soft inbox-none">{say('more')}</p>}
    </div>
  );
}
