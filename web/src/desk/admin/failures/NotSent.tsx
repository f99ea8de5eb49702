import { App, Button, Table } from 'antd';
import type { z } from 'zod';
import type { FailedMessage } from '../../../../../src/server/staff/outbox-routes.js';
import { Link } from '../../../shared/router';
import { outdate, useHub } from '../../hub/queries';
import { post } from '../../hub/staff-api';
import { Mark } from '../../ui/Mark';
import { ProblemAlert, useAttempt } from '../../ui/Problem';
import { When } from '../../ui/When';
import { useSay } from '../../words';
import { GiveUp } from './GiveUp';
import { FAILURE_WORDS } from './words';

type Failed = z.infer<typeof FailedMessage>;

/** What could not be sent. What nobody knows the outcome of is sent again by a person's decision alone. */
export function NotSent() {
  const say = useSay(FAILURE_WORDS);
  const { modal, message } = App.useApp();
  const { data, error, isLoading } = useHub<{ items: Failed[] }>('/staff/outbox', { limit: 200 });
  const { running, problem, attempt } = useAttempt();
  const pathOf = ({ conversationId, id }: Failed) => `/staff/conversations/${conversationId}/messages/${id}`;
  const resend = (failed: Failed) => {
    const send = () =>
      attempt(async () => {
        await post(`${pathOf(failed)}/resend`);
        void message.success(say('resent'));
        await outdate('outbox');
      });
    if (failed.status === 'unknown')
      modal.confirm({ title: say('resend'), content: say('resendAsk'), onOk: send });
    else void send();
  };
  return (
    <>
      <ProblemAlert problem={error ?? problem} />
      <Table<Failed>
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
          {
            title: say('why'),
            render: (_, { status, attempts, error: why }) => (
              <>
                <Mark tone={status === 'unknown' ? 'warn' : 'bad'}>
                  {say(status === 'unknown' ? 'unknown' : 'failed')}
                </Mark>{' '}
                {why?.message} <span className="soft">{say('attempts', { n: attempts })}</span>
              </>
            ),
          },
          {
            title: say('state'),
            render: (_, failed) => (
              <div className="row">
                <Button size="small" type="primary" loading={running} onClick={() => resend(failed)}>
                  {say('resend')}
                </Button>
                <GiveUp path={`${pathOf(failed)}/give-up`} kind="outbox" />
                <Link href={`/desk/inbox/${failed.conversationId}`}>{say('open')}</Link>
              </div>
            ),
          },
        ]}
      />
    </>
  );
}
