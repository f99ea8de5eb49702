import { Button, Empty, Skeleton } from 'antd';
import { useState } from 'react';
import { useHubList } from '../hub/queries';
import type { StaffPublication } from '../hub/types';
import '../style/work.css';
import { WorkTabs } from '../queue/WorkTabs';
import { useAddressFilter } from '../tickets/address-filter';
import { ProblemAlert } from '../ui/Problem';
import { useSay } from '../words';
import { Editor } from './Editor';
import { PublicationCard } from './PublicationCard';
import { PUBLICATION_WORDS } from './words';

const STATES = ['draft', 'published', 'withdrawn'] as const;

/** 公示: one writes, another reads it and lets it out; what is out can be taken back. */
export default function Publications() {
  const say = useSay(PUBLICATION_WORDS);
  const { filter } = useAddressFilter();
  const open = STATES.find((state) => state === filter['tab']) ?? 'draft';
  const [editing, setEditing] = useState<StaffPublication | 'new'>();
  const list = useHubList<StaffPublication>('/staff/publications', { state: open, limit: 20 });
  return (
    <>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        <Button className="end" type="primary" onClick={() => setEditing('new')}>
          {say('write')}
        </Button>
      </div>
      <WorkTabs label={say('tabs')} open={open} tabs={STATES.map((tab) => ({ tab, name: say(tab) }))} />
      <ProblemAlert problem={list.error} onAgain={() => void list.refetch()} />
      {list.isLoading && <Skeleton active />}
      {!list.isLoading && list.items.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('none')} />
      )}
      <div className="stack">
        {list.items.map((one) => (
          <PublicationCard key={one.id} publication={one} onEdit={() => setEditing(one)} />
        ))}
      </div>
      {list.hasNextPage && (
        <p className="more">
          <Button onClick={() => void list.fetchNextPage()}>{say('more')}</Button>
        </p>
      )}
      {editing !== undefined && (
        <Editor publication={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </>
  );
}
