import { Button, Input, Select, Table } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import { AUDIT_ACTION_ZH } from '../../../../../src/core/audit/audit-words.js';
import type { AuditRecordView } from '../../../../../src/server/admin/audit-routes.js';
import { useHubList } from '../../hub/queries';
import { Mark } from '../../ui/Mark';
import { ProblemAlert } from '../../ui/Problem';
import { When } from '../../ui/When';
import { isEnglish, useSay } from '../../words';
import { AUDIT_WORDS } from './words';

type AuditRecord = z.infer<typeof AuditRecordView>;

/** The log, newest first. Reading it is recorded as well. */
export function AuditTable() {
  const say = useSay(AUDIT_WORDS);
  const [who, setWho] = useState('');
  const [object, setObject] = useState('');
  const [what, setWhat] = useState<string>();
  const list = useHubList<AuditRecord>('/admin/audit', { who, object, what, limit: 100 });
  const actionName = (action: AuditRecord['action']) => (isEnglish() ? action : AUDIT_ACTION_ZH[action]);
  return (
    <>
      <div className="row filters" role="search">
        <Input.Search
          allowClear
          className="filter-text"
          aria-label={say('filterWho')}
          placeholder={say('filterWho')}
          onSearch={setWho}
        />
        <Input.Search
          allowClear
          className="filter-text"
          aria-label={say('filterObject')}
          placeholder={say('filterObject')}
          onSearch={setObject}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={say('what')}
          placeholder={say('any')}
          popupMatchSelectWidth={260}
          value={what}
          onChange={setWhat}
          options={Object.entries(AUDIT_ACTION_ZH).map(([value, zh]) => ({
            value,
            label: isEnglish() ? value : zh,
          }))}
        />
      </div>
      <ProblemAlert problem={list.error} onAgain={() => void list.refetch()} />
      <Table<AuditRecord>
        size="small"
        rowKey="seq"
        loading={list.isLoading}
        dataSource={list.items}
        pagination={false}
        scroll={{ x: 900 }}
        locale={{ emptyText: say('none') }}
        columns={[
          { title: '#', dataIndex: 'seq', width: 90 },
          { title: say('at'), width: 140, render: (_, { at }) => <When at={at} /> },
          {
            title: say('who'),
            render: (_, { actor }) => [actor.name ?? actor.id, actor.address].filter(Boolean).join(' · '),
          },
          { title: say('what'), render: (_, { action }) => actionName(action) },
          { title: say('object'), render: (_, one) => `${one.object.type} ${one.object.id}` },
          { title: say('detail'), render: (_, { detail }) => <Details detail={detail} /> },
          {
            title: say('outcome'),
            render: (_, { outcome }) => (
              <Mark tone={outcome === 'done' ? 'plain' : outcome === 'refused' ? 'warn' : 'bad'}>
                {say(outcome)}
              </Mark>
            ),
          },
        ]}
      />
      {list.hasNextPage && (
        <p className="more">
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('more')}
          </Button>
        </p>
      )}
    </>
  );
}

function Details({ detail }: { detail: AuditRecord['detail'] }) {
  return (
    <span className="said">
      {Object.entries(detail)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ')}
    </span>
  );
}
