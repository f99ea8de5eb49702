import { App, Button, Table } from 'antd';
import type { z } from 'zod';
import type { KeyList, ReencryptView } from '../../../../../src/server/admin/key-routes.js';
import { outdate, useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { clockTime } from '../../ui/time';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { RETENTION_WORDS } from './words';

type KeyRows = z.infer<typeof KeyList>;
type Progress = z.infer<typeof ReencryptView>;
const WATCH_MS = 3_000;

/** Keys of personal data: their names, a new one, and everything sealed anew under it. */
export function Keys() {
  const say = useSay(RETENTION_WORDS);
  const { modal } = App.useApp();
  const { data, error, isLoading } = useHub<KeyRows>('/admin/keys');
  const { data: progress } = useHub<Progress>('/admin/keys/reencrypt', undefined, { everyMs: WATCH_MS });
  const { running, problem, attempt } = useAttempt();
  const ask = (what: 'rotate' | 'reencrypt') =>
    modal.confirm({
      title: say(what),
      content: say(`${what}Ask`),
      onOk: () =>
        attempt(async () => {
          await post(`/admin/keys/${what}`);
          await outdate('keys');
        }),
    });
  return (
    <section className="card stack">
      <p className="soft">{say('keysLead')}</p>
      <ProblemAlert problem={error ?? problem} />
      <div className="row">
        <Button type="primary" disabled={running} onClick={() => void ask('rotate')}>
          {say('rotate')}
        </Button>
        <Button disabled={running || progress?.running === true} onClick={() => void ask('reencrypt')}>
          {say('reencrypt')}
        </Button>
      </div>
      {progress && <Reencryption progress={progress} />}
      <Table<KeyRows['items'][number]>
        size="small"
        rowKey="id"
        loading={isLoading}
        dataSource={data?.items ?? []}
        pagination={false}
        scroll={{ x: 500 }}
        columns={[
          { title: say('key'), render: (_, { id }) => <code className="said">{id}</code> },
          { title: say('createdAt'), width: 150, render: (_, { createdAt }) => <When at={createdAt} /> },
          {
            title: say('state'),
            width: 200,
            render: (_, { current, retiredAt }) =>
              current ? (
                <Mark tone="good">{say('current')}</Mark>
              ) : retiredAt === undefined ? (
                <Mark>{say('readOnly')}</Mark>
              ) : (
                <Mark>{say('retired', { time: clockTime(retiredAt) })}</Mark>
              ),
          },
        ]}
      />
    </section>
  );
}

function Reencryption({ progress }: { progress: Progress }) {
  const say = useSay(RETENTION_WORDS);
  const { running, collection = '', looked, changed, finishedAt } = progress;
  if (running)
    return (
      <p role="status">
        <Mark tone="info">{say('progress', { collection, looked, changed })}</Mark>
      </p>
    );
  if (finishedAt === undefined) return null;
  return <p className="soft">{say('finished', { time: clockTime(finishedAt), looked, changed })}</p>;
}
