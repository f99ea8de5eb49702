import { App, Button, Checkbox, Table } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { QuarantineItem, ReplayResult } from '../../../../../src/server/staff/quarantine-routes.js';
import { outdate, useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { useMay } from '../../session/session';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { GiveUp } from './GiveUp';
import { FAILURE_WORDS } from './words';

type Item = z.infer<typeof QuarantineItem>;

/** What could not be made into a message: given to its channel again, or given up with a reason. */
export function NotTaken() {
  const say = useSay(FAILURE_WORDS);
  const { message } = App.useApp();
  const may = useMay('quarantine.open');
  const [all, setAll] = useState(false);
  const { data, error, isLoading } = useHub<{ items: Item[] }>('/staff/quarantine', {
    which: all ? 'all' : 'open',
    limit: 200,
  });
  const { running, problem, attempt } = useAttempt();
  const replay = (id: string) =>
    attempt(async () => {
      const result = await post<z.infer<typeof ReplayResult>>(`/staff/quarantine/${id}/replay`);
      if (result.result === 'taken') void message.success(say('taken'));
      else void message.warning(say('kept', { message: result.message ?? '' }), 8);
      await outdate('quarantine');
    });
  return (
    <>
      <Checkbox checked={all} onChange={({ target }) => setAll(target.checked)}>
        {say('settled')}
      </Checkbox>
      <ProblemAlert problem={error ?? problem} />
      <Table<Item>
        size="small"
        rowKey="id"
        loading={isLoading}
        dataSource={data?.items ?? []}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 700 }}
        locale={{ emptyText: say('none') }}
        columns={[
          { title: say('at'), width: 140, render: (_, { at }) => <When at={at} /> },
          { title: say('channel'), render: (_, { channel, account }) => `${channel} ${account}` },
          { title: say('why'), render: (_, { code, message: text }) => `${text}（${code}）` },
          {
            title: say('state'),
            render: (_, { id, settled }) =>
              settled
                ? [say('settledBy', { time: clockTime(settled.at) }), settled.reason]
                    .filter(Boolean)
                    .join(' · ')
                : may && (
                    <div className="row">
                      <Button size="small" type="primary" loading={running} onClick={() => void replay(id)}>
                        {say('replay')}
                      </Button>
                      <Button size="small" href={`/api/staff/quarantine/${id}/raw`}>
                        {say('raw')}
                      </Button>
                      <GiveUp path={`/staff/quarantine/${id}/give-up`} kind="quarantine" />
                    </div>
                  ),
          },
        ]}
      />
    </>
  );
}
