import { App, Alert, Button, Table } from 'antd';
import { useState } from 'react';
import type { z } from 'zod';
import type { RetentionView } from '../../../../../src/server/admin/privacy-routes.js';
import type { RetentionReport } from '../../../../../src/store/retention.js';
import { outdate, useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { codesOf } from '../../ui/options';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { isEnglish, useNames, useSay } from '../../words';
import { REMOVED_EN, REMOVED_ZH, RETENTION_WORDS } from './words';

type Kept = z.infer<typeof RetentionView>;

/** How long each kind is kept, and what goes when its time is over. */
export function Periods() {
  const say = useSay(RETENTION_WORDS);
  const { modal } = App.useApp();
  const { data, error, isLoading } = useHub<Kept>('/admin/retention');
  const [report, setReport] = useState<{ dryRun: boolean; removed: RetentionReport }>();
  const { running, problem, attempt } = useAttempt();
  const run = (dryRun: boolean) =>
    attempt(async () => {
      setReport({ dryRun, removed: await post<RetentionReport>('/admin/retention/run', { dryRun }) });
      await outdate('retention');
    });
  const ask = () =>
    modal.confirm({
      title: say('run'),
      content: say('runAsk'),
      okButtonProps: { danger: true },
      onOk: () => run(false),
    });
  return (
    <section className="card stack">
      <ProblemAlert problem={error ?? problem} />
      {data && (
        <div className="row soft">
          {data.nextRunAt === undefined ? say('noNext') : say('next', { time: clockTime(data.nextRunAt) })}
          {' · '}
          {data.lastRun
            ? say('last', { time: clockTime(data.lastRun.at), by: data.lastRun.by })
            : say('neverRan')}
        </div>
      )}
      {data?.lastRun && <Removed title={say('went')} removed={data.lastRun.removed} />}
      <div className="row">
        <Button loading={running} onClick={() => void run(true)}>
          {say('dryRun')}
        </Button>
        <Button danger disabled={running} onClick={() => void ask()}>
          {say('run')}
        </Button>
      </div>
      {report && (
        <Alert
          type={report.dryRun ? 'info' : 'success'}
          role="status"
          title={<Removed title={say(report.dryRun ? 'wouldGo' : 'went')} removed={report.removed} />}
        />
      )}
      <Table<Kept['rules'][number]>
        size="small"
        rowKey="kind"
        loading={isLoading}
        dataSource={data?.rules ?? []}
        pagination={false}
        scroll={{ x: 400 }}
        columns={[
          { title: say('kind'), render: (_, { zh, en }) => (isEnglish() ? en : zh) },
          { title: say('kept'), width: 140, render: (_, { days }) => say('days', { n: days }) },
        ]}
      />
    </section>
  );
}

function Removed({ title, removed }: { title: string; removed: RetentionReport }) {
  const say = useSay(RETENTION_WORDS);
  const nameOf = useNames(REMOVED_ZH, REMOVED_EN);
  const some = codesOf(removed).filter((kind) => removed[kind] > 0);
  return (
    <div>
      {title}{' '}
      {some.length === 0 ? say('nothing') : some.map((kind) => `${nameOf(kind)} ${removed[kind]}`).join('、')}
    </div>
  );
}
