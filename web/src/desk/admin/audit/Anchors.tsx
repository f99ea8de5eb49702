import { Table } from 'antd';
import type { z } from 'zod';
import type { AuditAnchors } from '../../../../../src/server/admin/audit-routes.js';
import { useHub } from '../../hub/queries';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { AUDIT_WORDS } from './words';

type DayAnchors = z.infer<typeof AuditAnchors>;

/** The signed last record of every day, to be copied elsewhere. */
export function Anchors() {
  const say = useSay(AUDIT_WORDS);
  const { data, error, isLoading } = useHub<DayAnchors>('/admin/audit/anchors');
  return (
    <>
      <p className="soft">{say('anchorsLead')}</p>
      <ProblemAlert problem={error} />
      <Table<DayAnchors['items'][number]>
        size="small"
        rowKey="day"
        loading={isLoading}
        dataSource={data?.items ?? []}
        pagination={{ pageSize: 31, hideOnSinglePage: true }}
        scroll={{ x: 800 }}
        locale={{ emptyText: say('none') }}
        columns={[
          { title: say('at'), dataIndex: 'day', width: 120 },
          { title: '#', dataIndex: 'seq', width: 100 },
          { title: say('hash'), render: (_, { hash }) => <code className="said">{hash}</code> },
          { title: 'MAC', render: (_, { mac }) => <code className="said">{mac}</code> },
        ]}
      />
    </>
  );
}
