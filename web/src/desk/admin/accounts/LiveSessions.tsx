import { Button, Table } from 'antd';
import { outdate, useHub } from '../../hub/queries';
import { remove } from '../../hub/staff-api';
import type { SessionView } from '../../hub/types';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { ACCOUNT_WORDS } from './words';

/** Who is signed in, and from where. */
export function LiveSessions() {
  const say = useSay(ACCOUNT_WORDS);
  const { data, error, isLoading } = useHub<{ items: SessionView[] }>('/admin/sessions');
  const { running, problem, attempt } = useAttempt();
  const end = (id: string) =>
    attempt(async () => {
      await remove(`/admin/sessions/${id}`);
      await outdate('sessions');
    });
  return (
    <>
      <ProblemAlert problem={error ?? problem} />
      <Table<SessionView>
        size="small"
        rowKey="id"
        loading={isLoading}
        dataSource={data?.items ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 800 }}
        columns={[
          { title: say('login'), dataIndex: 'login' },
          {
            title: say('from'),
            render: (_, { address, shared }) => (
              <>
                {address} {shared && <Mark tone="warn">{say('shared')}</Mark>}
              </>
            ),
          },
          { title: say('since'), render: (_, { createdAt }) => <When at={createdAt} /> },
          { title: say('seen'), render: (_, { lastSeenAt }) => <When at={lastSeenAt} /> },
          { title: say('device'), dataIndex: 'userAgent', ellipsis: true },
          {
            title: say('end'),
            render: (_, { id, login, current }) => (
              <Button
                size="small"
                disabled={current}
                loading={running}
                aria-label={`${say('end')} ${login}`}
                onClick={() => void end(id)}
              >
                {say('end')}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}
